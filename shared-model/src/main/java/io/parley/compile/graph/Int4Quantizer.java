package io.parley.compile.graph;

import java.util.Arrays;

/**
 * 4-bit quantisation of runs of one row, in the layout of ONNX Runtime's MatMulNBits: a
 * weight is about scale * (q - 8), q in 0..15, two to a byte, the first in the low half;
 * one scale a block. The last block of a row is filled up with zeros, which are exact.
 * <p>
 * The range has one step more on one side, so a scale may be negative: the largest weight
 * then takes that side. Of the scales that map it there, and of somewhat smaller ones
 * that cut it off, the one with the least sum of squared errors is taken.
 *
 * @param blockSize weights a block, a power of two of at least 16
 */
public record Int4Quantizer(int blockSize) {

    /** The value that stands for 0; the operator assumes it where none is given. */
    public static final int ZERO_POINT = 8;

    private static final int LEAST = -8;

    private static final int MOST = 7;

    /** What the largest weight may be cut off to. */
    private static final float[] RANGES = { 1, 0.94f, 0.88f, 0.82f, 0.76f };

    public Int4Quantizer {
        if (blockSize < 16 || Integer.bitCount(blockSize) != 1) {
            throw new IllegalArgumentException("block size " + blockSize);
        }
    }

    /**
     * Quantises one row.
     * @param row the weights
     * @param columns how many of them
     * @param quantized receives half a byte for each weight of each block
     * @param scales receives one scale a block
     * @param firstScale where in the scales to begin
     */
    public void quantize(float[] row, int columns, byte[] quantized, float[] scales, int firstScale) {
        // two zeros
        Arrays.fill(quantized, (byte) (ZERO_POINT | ZERO_POINT << 4));
        int blocks = Math.ceilDiv(columns, this.blockSize);
        for (int block = 0; block < blocks; block++) {
            int start = block * this.blockSize;
            int end = Math.min(start + this.blockSize, columns);
            float scale = scale(row, start, end);
            scales[firstScale + block] = scale;
            for (int i = start; i < end; i++) {
                int value = (int) nearest(row[i] / scale) + ZERO_POINT;
                int shift = 4 * (i & 1);
                quantized[i / 2] = (byte) (quantized[i / 2] & ~(0xf << shift) | value << shift);
            }
        }
    }

    private static float scale(float[] row, int start, int end) {
        float largest = 0;
        for (int i = start; i < end; i++) {
            largest = (Math.abs(row[i]) > Math.abs(largest)) ? row[i] : largest;
        }
        float best = 1;
        float least = Float.POSITIVE_INFINITY;
        for (float range : RANGES) {
            float scale = range * largest / LEAST;
            float error = (scale != 0) ? error(row, start, end, scale) : Float.POSITIVE_INFINITY;
            if (error < least) {
                least = error;
                best = scale;
            }
        }
        return best;
    }

    private static float error(float[] row, int start, int end, float scale) {
        float inverse = 1 / scale;
        float sum = 0;
        for (int i = start; i < end; i++) {
            float difference = row[i] - scale * nearest(row[i] * inverse);
            sum += difference * difference;
        }
        return sum;
    }

    private static float nearest(float value) {
        // to the nearest for numbers of this size, without a branch
        return Math.clamp((int) (value + 16.5f) - 16, LEAST, MOST);
    }

}
