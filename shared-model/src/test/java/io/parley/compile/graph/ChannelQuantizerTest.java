package io.parley.compile.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;

import org.junit.jupiter.api.Test;

class ChannelQuantizerTest {

    @Test
    void everyWeightComesBackWithinHalfItsOutputsScale() {
        ArrayMatrix matrix = ArrayMatrix.random(5, 40, new Random(2));
        matrix.values()[3] = new float[40];
        ChannelQuantizer quantizer = ChannelQuantizer.of(matrix);
        for (int row = 0; row < 5; row++) {
            float scale = quantizer.scales()[row];
            for (float weight : matrix.values()[row]) {
                assertThat(quantizer.quantize(row, weight) * scale).isCloseTo(weight, within(scale * 0.5001f));
            }
        }
        assertThat(quantizer.quantize(3, 0)).isZero();
    }

    @Test
    void theLargestWeightOfAnOutputIsTheEnd() {
        ChannelQuantizer quantizer = ChannelQuantizer
            .of(new ArrayMatrix(new float[][] { { -4, 1, 0 }, { 0.5f, -0.25f, 0 } }));
        assertThat(quantizer.scales()).containsExactly(4f / 127, 0.5f / 127);
        assertThat(quantizer.quantize(0, -4)).isEqualTo((byte) -127);
        assertThat(quantizer.quantize(1, 0.5f)).isEqualTo((byte) 127);
        assertThat(quantizer.quantize(0, 0)).isZero();
    }

}
