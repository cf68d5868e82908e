package io.parley.compile.graph;

import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class Int4QuantizerTest {

    @Test
    void theLargestWeightTakesTheLongerSide() {
        float[] row = new float[16];
        row[0] = 4;
        row[1] = -3.5f;
        row[2] = 1;
        byte[] quantized = new byte[8];
        float[] scales = new float[1];
        new Int4Quantizer(16).quantize(row, 16, quantized, scales, 0);
        assertThat(scales).containsExactly(-0.5f);
        assertThat(back(quantized, scales, 16)).usingComparatorWithPrecision(0f).containsExactly(row);
        // the first of two in the low half
        assertThat(quantized[0]).isEqualTo((byte) (0 | 15 << 4));
    }

    @Test
    void theFillingOfTheLastBlockAndABlockOfZerosAreZeros() {
        float[] row = new float[37];
        row[36] = -8;
        byte[] quantized = new byte[24];
        float[] scales = new float[3];
        new Int4Quantizer(16).quantize(row, row.length, quantized, scales, 0);
        float[] back = back(quantized, scales, 16);
        assertThat(back).hasSize(48);
        for (int i = 0; i < back.length; i++) {
            assertThat(back[i]).as("value %d", i).isEqualTo((i == 36) ? -8 : 0);
        }
    }

    /** An outlier is cut off where that serves the others better. */
    @Test
    void theScaleIsBetterThanThatOfTheLargest() {
        Random random = new Random(3);
        double searched = 0;
        double plain = 0;
        for (int n = 0; n < 50; n++) {
            float[] row = new float[128];
            for (int i = 0; i < row.length; i++) {
                // heavy tails
                row[i] = (float) Math.pow(random.nextGaussian(), 3);
            }
            byte[] quantized = new byte[64];
            float[] scales = new float[1];
            new Int4Quantizer(128).quantize(row, row.length, quantized, scales, 0);
            float[] back = back(quantized, scales, 128);
            float largest = 0;
            for (float weight : row) {
                largest = (Math.abs(weight) > Math.abs(largest)) ? weight : largest;
            }
            for (int i = 0; i < row.length; i++) {
                searched += Math.pow(back[i] - row[i], 2);
                float scale = largest / -8;
                plain += Math.pow(Math.clamp(Math.round(row[i] / scale), -8, 7) * scale - row[i], 2);
            }
        }
        assertThat(searched).isLessThan(0.95 * plain);
    }

    @Test
    void oddBlockSizesAreRefused() {
        assertThatThrownBy(() -> new Int4Quantizer(100)).isInstanceOf(IllegalArgumentException.class);
    }

    private static float[] back(byte[] quantized, float[] scales, int blockSize) {
        float[] values = new float[2 * quantized.length];
        for (int i = 0; i < values.length; i++) {
            int value = quantized[i / 2] >> 4 * (i & 1) & 0xf;
            values[i] = (value - Int4Quantizer.ZERO_POINT) * scales[i / blockSize];
        }
        return values;
    }

}
