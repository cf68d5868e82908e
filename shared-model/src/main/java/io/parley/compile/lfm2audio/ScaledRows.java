package io.parley.compile.lfm2audio;

import io.parley.compile.graph.Matrix;

/**
 * A matrix with every row multiplied by a number of its own.
 *
 * @param matrix the matrix
 * @param scales one a row
 */
record ScaledRows(Matrix matrix, float[] scales) implements Matrix {

    @Override
    public int rows() {
        return this.matrix.rows();
    }

    @Override
    public int columns() {
        return this.matrix.columns();
    }

    @Override
    public void read(int row, int firstColumn, float[] target, int offset, int count) {
        this.matrix.read(row, firstColumn, target, offset, count);
        for (int i = 0; i < count; i++) {
            target[offset + i] *= this.scales[row];
        }
    }

}
