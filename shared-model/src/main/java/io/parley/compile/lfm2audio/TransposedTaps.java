package io.parley.compile.lfm2audio;

import io.parley.compile.graph.Matrix;
import io.parley.weights.WeightTensor;

/**
 * The kernel of a transposed convolution that is twice as long as its stride, as one
 * matrix: an input and the one before it give {@code stride} outputs at once. Row
 * {@code step * outputs + o}; columns of the earlier input first. Adding up in the
 * product what overlaps is the same as keeping an overlap of outputs, and keeps less.
 *
 * @param weights [inputs, outputs, 2 * stride], row-major
 */
record TransposedTaps(float[] weights, int inputs, int outputs, int stride) implements Matrix {

    /** Of a tensor [inputs, outputs, 2 * stride]. */
    static TransposedTaps of(WeightTensor kernel) {
        return new TransposedTaps(kernel.toFloats(), Math.toIntExact(kernel.dimension(0)),
                Math.toIntExact(kernel.dimension(1)), Math.toIntExact(kernel.dimension(2) / 2));
    }

    @Override
    public int rows() {
        return this.stride * this.outputs;
    }

    @Override
    public int columns() {
        return 2 * this.inputs;
    }

    @Override
    public void read(int row, int firstColumn, float[] target, int offset, int count) {
        int step = row / this.outputs;
        int output = row % this.outputs;
        for (int i = 0; i < count; i++) {
            int column = firstColumn + i;
            int tap = (column < this.inputs) ? step + this.stride : step;
            target[offset + i] = this.weights[(column % this.inputs * this.outputs + output) * 2 * this.stride + tap];
        }
    }

}
