package io.parley.compile.graph;

import io.parley.weights.WeightTensor;

/**
 * A convolution's kernel as the matrix that is multiplied with what its taps look at,
 * laid side by side: column {@code tap * inputs + i}.
 *
 * @param weights [outputs, inputs, taps], row-major
 */
public record KernelTaps(float[] weights, int rows, int inputs, int taps) implements Matrix {

    /** Of a tensor [outputs, inputs, taps]. */
    public static KernelTaps of(WeightTensor kernel) {
        return new KernelTaps(kernel.toFloats(), Math.toIntExact(kernel.dimension(0)),
                Math.toIntExact(kernel.dimension(1)), Math.toIntExact(kernel.dimension(2)));
    }

    @Override
    public int columns() {
        return this.inputs * this.taps;
    }

    @Override
    public void read(int row, int firstColumn, float[] target, int offset, int count) {
        for (int i = 0; i < count; i++) {
            int tap = (firstColumn + i) / this.inputs;
            int input = (firstColumn + i) % this.inputs;
            target[offset + i] = this.weights[(row * this.inputs + input) * this.taps + tap];
        }
    }

}
