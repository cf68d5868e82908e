package io.parley.compile.graph;

/**
 * Symmetric 8-bit quantisation with one scale an output: w is about scale * q with q in
 * -127..127 and no zero point.
 *
 * @param matrix [outputs, inputs]
 * @param scales one an output
 */
record ChannelQuantizer(Matrix matrix, float[] scales) {

    private static final int LIMIT = 127;

    /** Finds the scales: an output's largest weight becomes 127. */
    static ChannelQuantizer of(Matrix matrix) {
        float[] scales = new float[matrix.rows()];
        float[] row = new float[matrix.columns()];
        for (int r = 0; r < scales.length; r++) {
            matrix.readRow(r, row);
            float largest = 0;
            for (float weight : row) {
                largest = Math.max(largest, Math.abs(weight));
            }
            scales[r] = (largest > 0) ? largest / LIMIT : 1;
        }
        return new ChannelQuantizer(matrix, scales);
    }

    /** The integer for one weight of an output. */
    byte quantize(int output, float weight) {
        return (byte) Math.clamp(Math.round((double) weight / this.scales[output]), -LIMIT, LIMIT);
    }

}
