package io.parley.compile.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;

import org.junit.jupiter.api.Test;

class BlockQuantizerTest {

    @Test
    void everyWeightComesBackWithinHalfAScale() {
        BlockQuantizer quantizer = new BlockQuantizer(32);
        Random random = new Random(1);
        float[] row = new float[128];
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) (random.nextGaussian() * Math.pow(10, i / 32 - 2));
        }
        byte[] quantized = new byte[128];
        float[] scales = new float[4];
        quantizer.quantize(row, row.length, quantized, scales, 0);
        for (int i = 0; i < row.length; i++) {
            float scale = scales[i / 32];
            float back = (Byte.toUnsignedInt(quantized[i]) - BlockQuantizer.ZERO_POINT) * scale;
            assertThat(back).isCloseTo(row[i], within(scale * 0.5001f));
        }
        for (int block = 0; block < 4; block++) {
            float largest = 0;
            for (int i = 0; i < 32; i++) {
                largest = Math.max(largest, Math.abs(row[block * 32 + i]));
            }
            assertThat(scales[block]).isEqualTo(largest / 127);
        }
    }

    @Test
    void zeroIsExactAndTheLargestWeightsAreTheEnds() {
        float[] row = new float[16];
        row[0] = 2;
        row[1] = -2;
        row[2] = 1;
        byte[] quantized = new byte[16];
        float[] scales = new float[1];
        new BlockQuantizer(16).quantize(row, 16, quantized, scales, 0);
        assertThat(unsigned(quantized)).containsExactly(255, 1, 192, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128,
                128, 128, 128);
        assertThat(scales).containsExactly(2f / 127);
    }

    @Test
    void aBlockOfZerosAndTheFillingOfTheLastBlockAreZeros() {
        float[] row = new float[20];
        row[19] = 3;
        byte[] quantized = new byte[32];
        float[] scales = new float[4];
        new BlockQuantizer(16).quantize(row, 20, quantized, scales, 2);
        int[] values = unsigned(quantized);
        for (int i = 0; i < 32; i++) {
            assertThat(values[i]).as("value %d", i).isEqualTo((i == 19) ? 255 : 128);
        }
        assertThat(scales).containsExactly(0, 0, 1, 3f / 127);
    }

    @Test
    void oddBlockSizesAreRefused() {
        assertThatThrownBy(() -> new BlockQuantizer(100)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BlockQuantizer(8)).isInstanceOf(IllegalArgumentException.class);
    }

    private static int[] unsigned(byte[] bytes) {
        int[] values = new int[bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Byte.toUnsignedInt(bytes[i]);
        }
        return values;
    }

}
