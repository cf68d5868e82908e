package io.parley.kokoro;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.parley.text.phonemes.KokoroVocabulary;

class StyleTableTest {

    @Test
    void theFirstRowIsThatOfOneSymbolAndTheLastThatOfTheMost(@TempDir Path directory) throws IOException {
        ByteBuffer rows = ByteBuffer.allocate(KokoroVocabulary.LONGEST * StyleTable.SIZE * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < rows.capacity() / Float.BYTES; i++) {
            rows.asFloatBuffer().put(i, i / StyleTable.SIZE);
        }
        StyleTable table = StyleTable.read(Files.write(directory.resolve("voice.bin"), rows.array()));

        assertThat(row(table, 1)).containsOnly(0);
        assertThat(row(table, KokoroVocabulary.LONGEST)).containsOnly(KokoroVocabulary.LONGEST - 1);
    }

    private static float[] row(StyleTable table, int symbols) {
        float[] row = new float[StyleTable.SIZE];
        table.row(symbols, FloatBuffer.wrap(row));
        return row;
    }

}
