package io.parley.weights;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Numbers that are stored in blocks, as GGUF does: a scale in front, small integers after
 * it. Of 4-bit integers the low halves of the bytes are the first half of the block, the
 * high halves the second.
 *
 * @param type a quantised type
 * @param data whole blocks
 */
record QuantizedBlocks(DataType type, MemorySegment data) {

    private static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int NIBBLE_MIDDLE = 8;

    /** Converts a run of elements, wherever it begins and ends. */
    void copyTo(long first, float[] target, int offset, int count) {
        int length = this.type.blockLength();
        float[] block = new float[length];
        int done = 0;
        while (done < count) {
            long element = first + done;
            int from = (int) (element % length);
            int run = Math.min(length - from, count - done);
            read(element / length * this.type.bytes(), block);
            System.arraycopy(block, from, target, offset + done, run);
            done += run;
        }
    }

    private void read(long at, float[] block) {
        float scale = half(at);
        switch (this.type) {
            case Q8_0 -> {
                for (int i = 0; i < block.length; i++) {
                    block[i] = scale * this.data.get(ValueLayout.JAVA_BYTE, at + Short.BYTES + i);
                }
            }
            case Q4_0 -> nibbles(at + Short.BYTES, scale, -NIBBLE_MIDDLE * scale, block);
            case Q4_1 -> nibbles(at + 2 * Short.BYTES, scale, half(at + Short.BYTES), block);
            default -> throw new IllegalArgumentException(this.type + " has no blocks");
        }
    }

    private void nibbles(long at, float scale, float least, float[] block) {
        int half = block.length / 2;
        for (int i = 0; i < half; i++) {
            int pair = Byte.toUnsignedInt(this.data.get(ValueLayout.JAVA_BYTE, at + i));
            block[i] = scale * (pair & 0xf) + least;
            block[half + i] = scale * (pair >> 4) + least;
        }
    }

    private float half(long at) {
        return Float.float16ToFloat(this.data.get(HALF, at));
    }

}
