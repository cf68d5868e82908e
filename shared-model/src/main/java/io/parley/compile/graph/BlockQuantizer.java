package io.parley.compile.graph;

/**
 * Symmetric 8-bit quantisation of runs of one row, in the layout of ONNX Runtime's
 * MatMulNBits: a weight is about scale * (q - 128), q unsigned in 1..255, one scale a
 * block. The last block of a row is filled up with zeros, which are exact.
 *
 * @param blockSize weights a block, a power of two of at least 16
 */
public record BlockQuantizer(int blockSize) {

    /** The value that stands for 0; the operator assumes it where none is given. */
    public static final int ZERO_POINT = 128;

    private static final int LIMIT = 127;

    public BlockQuantizer {
        if (blockSize < 16 || Integer.bitCount(blockSize) != 1) {
            throw new IllegalArgumentException("block size " + blockSize);
        }
    }

    /** How many blocks a row of a given length takes. */
    public int blocks(int columns) {
        return Math.ceilDiv(columns, this.blockSize);
    }

    /**
     * Quantises one row.
     * @param row the weights
     * @param columns how many of them
     * @param quantized receives {@code blocks * blockSize} values
     * @param scales receives one scale a block
     * @param firstScale where in the scales to begin
     */
    public void quantize(float[] row, int columns, byte[] quantized, float[] scales, int firstScale) {
        for (int block = 0; block < blocks(columns); block++) {
            int start = block * this.blockSize;
            int end = Math.min(start + this.blockSize, columns);
            float largest = 0;
            for (int i = start; i < end; i++) {
                largest = Math.max(largest, Math.abs(row[i]));
            }
            float scale = (largest > 0) ? largest / LIMIT : 1;
            scales[firstScale + block] = scale;
            for (int i = start; i < start + this.blockSize; i++) {
                long rounded = (i < end) ? Math.round((double) row[i] / scale) : 0;
                quantized[i] = (byte) (Math.clamp(rounded, -LIMIT, LIMIT) + ZERO_POINT);
            }
        }
    }

}
