package io.parley.weights;

/**
 * How the elements of a tensor are stored. All containers read here are little endian.
 */
public enum DataType {

    FLOAT64(8), FLOAT32(4), FLOAT16(2), BFLOAT16(2), INT8(1), UINT8(1), INT16(2), INT32(4), INT64(8),
    /** One byte, 0 or 1. */
    BOOL(1),
    /** Blocks of 32: a float16 scale d, 32 int8 q; d q. */
    Q8_0(32, 34),
    /** Blocks of 32: a float16 scale d, 32 4-bit q; d (q - 8). */
    Q4_0(32, 18),
    /** Blocks of 32: a float16 scale d and minimum m, 32 4-bit q; d q + m. */
    Q4_1(32, 20);

    private final int blockLength;

    private final int bytes;

    DataType(int bytes) {
        this(1, bytes);
    }

    DataType(int blockLength, int bytes) {
        this.blockLength = blockLength;
        this.bytes = bytes;
    }

    /** How many elements of a row share a block; 1 where each is stored by itself. */
    public int blockLength() {
        return this.blockLength;
    }

    /** Bytes of one block, which is one element where each is stored by itself. */
    public int bytes() {
        return this.bytes;
    }

    /** Whether elements are quantised, several to a block. */
    public boolean isQuantized() {
        return this.blockLength > 1;
    }

    /** Whether elements are floating point numbers, or quantised from such. */
    public boolean isFloat() {
        return this == FLOAT64 || this == FLOAT32 || this == FLOAT16 || this == BFLOAT16 || isQuantized();
    }

}
