package io.parley.compile.graph;

import io.parley.weights.WeightTensor;

/**
 * Weights written as they lie.
 */
public final class Matrices {

    private static final int RUN = 1 << 16;

    private Matrices() {
    }

    /** A matrix as float32 [rows, columns]. */
    public static TensorContent floats(Matrix matrix) {
        return (output) -> {
            float[] row = new float[matrix.columns()];
            for (int r = 0; r < matrix.rows(); r++) {
                matrix.readRow(r, row);
                output.floats(row, 0, row.length);
            }
        };
    }

    /** A matrix as float16 [rows, columns]. */
    public static TensorContent halfs(Matrix matrix) {
        return (output) -> {
            float[] row = new float[matrix.columns()];
            for (int r = 0; r < matrix.rows(); r++) {
                matrix.readRow(r, row);
                output.halfs(row, 0, row.length);
            }
        };
    }

    /** A tensor of any rank as float32. */
    public static TensorContent floats(WeightTensor tensor) {
        return (output) -> {
            float[] run = new float[RUN];
            for (long first = 0; first < tensor.size(); first += RUN) {
                int count = (int) Math.min(RUN, tensor.size() - first);
                tensor.copyTo(first, run, 0, count);
                output.floats(run, 0, count);
            }
        };
    }

}
