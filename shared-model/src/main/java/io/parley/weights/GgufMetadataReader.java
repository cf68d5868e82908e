package io.parley.weights;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The key-value pairs at the beginning of a GGUF file. */
final class GgufMetadataReader {

    /** The real headers have some dozens. */
    private static final int MAX_KEYS = 1 << 16;

    private static final int MAX_KEY_BYTES = 1 << 16;

    private static final int STRING = 8;

    private static final int ARRAY = 9;

    private static final String VALUE = "a value";

    private final HeaderReader in;

    GgufMetadataReader(HeaderReader in) {
        this.in = in;
    }

    Map<String, Object> read(long count) {
        if (count > MAX_KEYS) {
            throw this.in.problem(count + " keys are more than the limit of " + MAX_KEYS);
        }
        Map<String, Object> values = new HashMap<>();
        for (long i = 0; i < count; i++) {
            String key = this.in.text(MAX_KEY_BYTES, "a key");
            if (values.put(key, value(type(), key)) != null) {
                throw this.in.problem("has the key '" + key + "' twice");
            }
        }
        return values;
    }

    private int type() {
        return Math.toIntExact(Math.min(this.in.u32("a type"), Integer.MAX_VALUE));
    }

    private Object value(int type, String key) {
        return switch (type) {
            case 0 -> (long) this.in.u8(VALUE);
            case 1 -> (long) (byte) this.in.u8(VALUE);
            case 2 -> (long) this.in.u16(VALUE);
            case 3 -> (long) (short) this.in.u16(VALUE);
            case 4 -> this.in.u32(VALUE);
            case 5 -> (long) (int) this.in.u32(VALUE);
            case 6 -> (double) Float.intBitsToFloat((int) this.in.u32(VALUE));
            case 7 -> this.in.u8(VALUE) != 0;
            case STRING -> this.in.text(Integer.MAX_VALUE, VALUE);
            case ARRAY -> list(key);
            case 10 -> this.in.u64(VALUE);
            case 11 -> this.in.i64(VALUE);
            case 12 -> Double.longBitsToDouble(this.in.i64(VALUE));
            default -> throw this.in.problem("the key '" + key + "' is of the unknown type " + type);
        };
    }

    private List<Object> list(String key) {
        int type = type();
        if (type == ARRAY) {
            throw this.in.problem("the key '" + key + "' is a list of lists, which is not supported");
        }
        long length = this.in.u64("a list's length");
        // each element has at least a byte: a damaged length is found before it is
        // believed
        if (length > this.in.remaining()) {
            throw this.in.problem("truncated: the key '" + key + "' is a list of " + length + ", " + this.in.remaining()
                    + " bytes are left");
        }
        List<Object> list = new ArrayList<>();
        for (long i = 0; i < length; i++) {
            list.add(value(type, key));
        }
        return list;
    }

}
