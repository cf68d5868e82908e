package io.parley.kokoro;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.parley.pool.PoolException;

/**
 * How a voice sounds, by the length of what it says: float32 [510, 1, 256], of which a
 * run of the model reads one row. Immutable; half a megabyte.
 */
final class StyleTable {

    /** Numbers in a row. */
    static final int SIZE = 256;

    private static final int ROWS = 510;

    private final float[] rows;

    private StyleTable(float[] rows) {
        this.rows = rows;
    }

    /**
     * Reads a published voice, little-endian.
     * @throws PoolException.LoadFailed if there is none of that shape
     */
    static StyleTable read(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length != ROWS * SIZE * Float.BYTES) {
                throw new IOException(bytes.length + " bytes are no table of styles");
            }
            float[] rows = new float[ROWS * SIZE];
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(rows);
            return new StyleTable(rows);
        }
        catch (IOException ex) {
            throw new PoolException.LoadFailed("The voice " + file + " cannot be read: " + ex.getMessage() + ".", ex);
        }
    }

    /**
     * A voice between others: the mean of their styles.
     * @param weights by table, positive
     */
    static StyleTable mean(Map<StyleTable, Double> weights) {
        double total = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        float[] rows = new float[ROWS * SIZE];
        weights.forEach((table, weight) -> {
            float share = (float) (weight / total);
            for (int i = 0; i < rows.length; i++) {
                rows[i] += share * table.rows[i];
            }
        });
        return new StyleTable(rows);
    }

    /**
     * Copies a row: the first is that of one symbol, as in the model's own library.
     * @param symbols how many the model is to say, from 1, padding not counted
     * @param target receives {@value #SIZE} numbers
     */
    void row(int symbols, FloatBuffer target) {
        target.put(0, this.rows, (Math.min(symbols, ROWS) - 1) * SIZE, SIZE);
    }

}
