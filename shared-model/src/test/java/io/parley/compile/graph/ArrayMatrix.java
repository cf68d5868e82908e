package io.parley.compile.graph;

import java.util.Random;

/** A matrix on the heap. */
record ArrayMatrix(float[][] values) implements Matrix {

    static ArrayMatrix random(int rows, int columns, Random random) {
        float[][] values = new float[rows][columns];
        for (float[] row : values) {
            for (int i = 0; i < columns; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return new ArrayMatrix(values);
    }

    @Override
    public int rows() {
        return this.values.length;
    }

    @Override
    public int columns() {
        return this.values[0].length;
    }

    @Override
    public void read(int row, int firstColumn, float[] target, int offset, int count) {
        System.arraycopy(this.values[row], firstColumn, target, offset, count);
    }

}
