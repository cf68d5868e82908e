package io.parley.compile.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class TransposedMatrixTest {

    @Test
    void columnsComeInOrderAcrossBands() throws IOException {
        // more than one band of columns, the last of them narrower
        ArrayMatrix matrix = ArrayMatrix.random(2500, 2000, new Random(3));
        List<Integer> wrong = new ArrayList<>();
        int[] column = { 0 };
        new TransposedMatrix(matrix).writeTo((band, offset, count) -> {
            assertThat(count).isEqualTo(2500);
            for (int row = 0; row < count; row++) {
                if (band[offset + row] != matrix.values()[row][column[0]]) {
                    wrong.add(column[0]);
                }
            }
            column[0]++;
        });
        assertThat(column[0]).isEqualTo(2000);
        assertThat(wrong).isEmpty();
    }

}
