package io.parley.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The layout of CTranslate2's {@code model.bin}, binary version 6, little endian:
 *
 * <pre>
 * u32 version; text spec; u32 revision; u32 variables
 * each: text name; u8 rank; u32 dimension[rank]; u8 type; u32 bytes; data
 * u32 aliases; each: text alias; text variable
 * text: u16 length with the closing NUL, then the bytes
 * </pre>
 */
final class CTranslate2Reader {

    private static final long VERSION = 6;

    private static final int MAX_RANK = 8;

    private static final long MAX_BYTES = 0xFFFF_FFFFL;

    private static final List<DataType> TYPES = List.of(DataType.FLOAT32, DataType.INT8, DataType.INT16, DataType.INT32,
            DataType.FLOAT16, DataType.BFLOAT16);

    private final HeaderReader in;

    private final Map<String, WeightTensor> tensors = new LinkedHashMap<>();

    CTranslate2Reader(HeaderReader in) {
        this.in = in;
    }

    /** All tensors by name and alias, in the file's order. */
    Map<String, WeightTensor> read() {
        long version = this.in.u32("the binary version");
        if (version != VERSION) {
            throw this.in.problem("binary version " + version + " is not supported, only " + VERSION);
        }
        text("the specification's name");
        this.in.u32("the specification's revision");
        readVariables();
        readAliases();
        if (this.in.remaining() > 0) {
            throw this.in.problem(this.in.remaining() + " bytes follow the end of the alias table");
        }
        return this.tensors;
    }

    private void readVariables() {
        long count = this.in.u32("the number of variables");
        for (long i = 0; i < count; i++) {
            String name = text("the name of variable " + i);
            this.in.inTensor(name);
            add(name, variable(name));
            this.in.inTensor(null);
        }
    }

    private WeightTensor variable(String name) {
        int rank = this.in.u8("the rank");
        if (rank > MAX_RANK) {
            throw this.in.problem("rank " + rank + " is above " + MAX_RANK);
        }
        List<Long> shape = new ArrayList<>(rank);
        for (int i = 0; i < rank; i++) {
            shape.add(this.in.u32("dimension " + i));
        }
        int code = this.in.u8("the type");
        if (code >= TYPES.size()) {
            throw this.in.problem("unknown type " + code);
        }
        DataType type = TYPES.get(code);
        long bytes = this.in.u32("the byte length");
        if (bytes != byteLength(shape, type)) {
            throw this.in.problem(bytes + " bytes do not hold " + type + " " + shape);
        }
        return new WeightTensor(name, type, shape, this.in.slice(bytes, "the data"));
    }

    private long byteLength(List<Long> shape, DataType type) {
        long length = type.bytes();
        for (long dimension : shape) {
            if (dimension == 0) {
                throw this.in.problem("empty dimension in " + shape);
            }
            if (dimension > MAX_BYTES / length) {
                throw this.in.problem(type + " " + shape + " is larger than the format can hold");
            }
            length *= dimension;
        }
        return length;
    }

    private void readAliases() {
        Set<String> variables = Set.copyOf(this.tensors.keySet());
        long count = this.in.u32("the number of aliases");
        for (long i = 0; i < count; i++) {
            String alias = text("the name of alias " + i);
            this.in.inTensor(alias);
            String target = text("the target of an alias");
            WeightTensor tensor = this.tensors.get(target);
            if (tensor == null || !variables.contains(target)) {
                throw this.in.problem("is an alias of '" + target + "', which is not there");
            }
            add(alias, tensor);
            this.in.inTensor(null);
        }
    }

    private void add(String name, WeightTensor tensor) {
        if (this.tensors.putIfAbsent(name, tensor) != null) {
            throw this.in.problem("is there twice");
        }
    }

    private String text(String what) {
        return this.in.terminatedText(this.in.u16("the length of " + what), what);
    }

}
