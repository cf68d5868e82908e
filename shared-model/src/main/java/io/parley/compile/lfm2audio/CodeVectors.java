package io.parley.compile.lfm2audio;

import java.io.IOException;
import java.util.Arrays;

import io.parley.compile.graph.Matrix;
import io.parley.compile.graph.TensorContent;
import io.parley.compile.graph.TensorOutput;
import io.parley.weights.WeightTensor;

/**
 * The vectors of one codebook, already projected, [codes, outputs]. A codebook is kept as
 * running sums of what its codes stood for in training and how often they did.
 *
 * @param sums [codes, width]
 * @param usage [codes]
 * @param projection [outputs, width]
 */
record CodeVectors(WeightTensor sums, WeightTensor usage, Matrix projection) implements TensorContent {

    private static final float LEAST_USAGE = 1e-5f;

    @Override
    public void writeTo(TensorOutput output) throws IOException {
        int width = this.projection.columns();
        int outputs = this.projection.rows();
        double[][] columns = columns();
        float[] counts = this.usage.toFloats();
        float[] sum = new float[width];
        double[] projected = new double[outputs];
        float[] row = new float[outputs];
        for (int code = 0; code < counts.length; code++) {
            this.sums.copyTo((long) code * width, sum, 0, width);
            Arrays.fill(projected, 0);
            for (int i = 0; i < width; i++) {
                double value = sum[i] / Math.max(counts[code], LEAST_USAGE);
                double[] column = columns[i];
                for (int o = 0; o < outputs; o++) {
                    projected[o] += value * column[o];
                }
            }
            for (int o = 0; o < outputs; o++) {
                row[o] = (float) projected[o];
            }
            output.floats(row, 0, outputs);
        }
    }

    private double[][] columns() {
        double[][] columns = new double[this.projection.columns()][this.projection.rows()];
        float[] row = new float[this.projection.columns()];
        for (int o = 0; o < this.projection.rows(); o++) {
            this.projection.readRow(o, row);
            for (int i = 0; i < row.length; i++) {
                columns[i][o] = row[i];
            }
        }
        return columns;
    }

}
