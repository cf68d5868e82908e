package io.parley.weights;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;

/**
 * One tensor of a checkpoint, row-major, as a view of the mapped file. Reading converts
 * to float32 or copies; nothing is held on the heap.
 *
 * @param name the name under which it is stored
 * @param type how elements are stored
 * @param shape its dimensions, outermost first; empty for a scalar
 * @param data the elements, little endian, not necessarily aligned
 */
public record WeightTensor(String name, DataType type, List<Long> shape, MemorySegment data) {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED
        .withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED
        .withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED
        .withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    public WeightTensor {
        shape = List.copyOf(shape);
    }

    /** The number of elements. */
    public long size() {
        return this.data.byteSize() / this.type.bytes() * this.type.blockLength();
    }

    /** The number of dimensions. */
    public int rank() {
        return this.shape.size();
    }

    /** The length of one dimension, counted from the outermost. */
    public long dimension(int axis) {
        return this.shape.get(axis);
    }

    /**
     * Converts a run of elements to float32. float64 is rounded, and integers above 2^24
     * lose precision.
     * @param first index of the first element, in row-major order
     * @param target receives the elements
     * @param offset where in the target to begin
     * @param count how many elements
     */
    public void copyTo(long first, float[] target, int offset, int count) {
        Objects.checkFromIndexSize(first, count, size());
        Objects.checkFromIndexSize(offset, count, target.length);
        if (this.type == DataType.FLOAT32) {
            MemorySegment.copy(this.data, FLOAT, first * Float.BYTES, target, offset, count);
            return;
        }
        if (this.type.isQuantized()) {
            new QuantizedBlocks(this.type, this.data).copyTo(first, target, offset, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            target[offset + i] = element(first + i);
        }
    }

    /**
     * All elements as float32.
     * @throws IllegalStateException if they do not fit one array
     */
    public float[] toFloats() {
        if (size() > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException("tensor '" + this.name + "' has " + size() + " elements: read it in parts");
        }
        float[] floats = new float[(int) size()];
        copyTo(0, floats, 0, floats.length);
        return floats;
    }

    /**
     * The only element of an integer tensor.
     * @throws IllegalStateException if there are several, or they are not integers
     */
    public long toLong() {
        if (size() != 1) {
            throw new IllegalStateException("tensor '" + this.name + "' is not a single number");
        }
        return switch (this.type) {
            case INT8 -> this.data.get(ValueLayout.JAVA_BYTE, 0);
            case UINT8, BOOL -> Byte.toUnsignedLong(this.data.get(ValueLayout.JAVA_BYTE, 0));
            case INT16 -> this.data.get(SHORT, 0);
            case INT32 -> this.data.get(INT, 0);
            case INT64 -> this.data.get(LONG, 0);
            case FLOAT64, FLOAT32, FLOAT16, BFLOAT16, Q8_0, Q4_0, Q4_1 ->
                throw new IllegalStateException("tensor '" + this.name + "' is not an integer");
        };
    }

    private float element(long index) {
        return switch (this.type) {
            case FLOAT64 -> (float) this.data.get(DOUBLE, index * Double.BYTES);
            case FLOAT32 -> this.data.get(FLOAT, index * Float.BYTES);
            case FLOAT16 -> Float.float16ToFloat(this.data.get(SHORT, index * Short.BYTES));
            case BFLOAT16 -> Float.intBitsToFloat(this.data.get(SHORT, index * Short.BYTES) << 16);
            case INT8 -> this.data.get(ValueLayout.JAVA_BYTE, index);
            case UINT8, BOOL -> Byte.toUnsignedInt(this.data.get(ValueLayout.JAVA_BYTE, index));
            case INT16 -> this.data.get(SHORT, index * Short.BYTES);
            case INT32 -> this.data.get(INT, index * Integer.BYTES);
            case INT64 -> this.data.get(LONG, index * Long.BYTES);
            case Q8_0, Q4_0, Q4_1 -> throw new IllegalStateException(this.type + " is read in blocks");
        };
    }

}
