package io.parley.compile.graph;

import java.io.IOException;

/**
 * Writes the transpose [columns, rows] of a matrix, band by band of columns, in bounded
 * memory.
 *
 * @param matrix [rows, columns]
 */
record TransposedMatrix(Matrix matrix) {

    private static final int BAND_FLOATS = 1 << 22;

    /** Takes one run of the transpose at a time, in row-major order. */
    @FunctionalInterface
    interface RunWriter {

        /** Writes the column of the matrix that lies at an offset. */
        void write(float[] band, int offset, int count) throws IOException;

    }

    void writeTo(RunWriter writer) throws IOException {
        int rows = this.matrix.rows();
        int columns = this.matrix.columns();
        int width = Math.clamp(BAND_FLOATS / rows, 1, columns);
        float[] part = new float[width];
        float[] band = new float[Math.multiplyExact(width, rows)];
        for (int first = 0; first < columns; first += width) {
            int count = Math.min(width, columns - first);
            for (int row = 0; row < rows; row++) {
                this.matrix.read(row, first, part, 0, count);
                for (int i = 0; i < count; i++) {
                    band[i * rows + row] = part[i];
                }
            }
            for (int i = 0; i < count; i++) {
                writer.write(band, i * rows, rows);
            }
        }
    }

}
