package io.parley.weights;

/**
 * How one element of a tensor is stored. All containers read here are little endian.
 */
public enum DataType {

    FLOAT64(8), FLOAT32(4), FLOAT16(2), BFLOAT16(2), INT8(1), UINT8(1), INT16(2), INT32(4), INT64(8),
    /** One byte, 0 or 1. */
    BOOL(1);

    private final int bytes;

    DataType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    public int bytes() {
        return this.bytes;
    }

    /** Whether elements are floating point numbers. */
    public boolean isFloat() {
        return this == FLOAT64 || this == FLOAT32 || this == FLOAT16 || this == BFLOAT16;
    }

}
