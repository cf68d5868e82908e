package io.parley.llama;

import java.nio.FloatBuffer;
import java.util.Objects;

import io.parley.weights.WeightTensor;

/**
 * What the model is fed for tokens, read from the mapped checkpoint and widened to
 * float32: only the rows that are used get into memory. Not to be used after the
 * checkpoint is closed.
 *
 * @param table [vocabulary, width]
 */
record TokenEmbeddings(WeightTensor table) {

    /**
     * Writes the embedding of a token.
     * @param target gets the values at its position, which moves past them
     */
    void read(int token, FloatBuffer target) {
        Objects.checkIndex((long) token, this.table.dimension(0));
        float[] row = new float[Math.toIntExact(this.table.dimension(1))];
        this.table.copyTo((long) token * row.length, row, 0, row.length);
        target.put(row);
    }

}
