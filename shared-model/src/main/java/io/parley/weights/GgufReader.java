package io.parley.weights;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The layout of a GGUF file of version 2 or 3, little endian: magic, version, counts;
 * metadata; for each tensor its name, dimensions (innermost first), type and place; the
 * tensors' bytes, each at a multiple of the alignment. Used once.
 */
final class GgufReader {

    private static final long MAGIC = 0x46554747;

    private static final int MAX_RANK = 4;

    private static final int MAX_NAME_BYTES = 1 << 10;

    private static final int MAX_TENSORS = 1 << 16;

    private static final String ALIGNMENT = "general.alignment";

    private static final int DEFAULT_ALIGNMENT = 32;

    private @Nullable GgufMetadata metadata;

    /** What the file says about its model. */
    GgufMetadata metadata() {
        if (this.metadata == null) {
            throw new IllegalStateException("nothing has been read");
        }
        return this.metadata;
    }

    /** All tensors by name. */
    Map<String, WeightTensor> read(Path file, MemorySegment bytes) {
        HeaderReader in = new HeaderReader(file, bytes);
        if (in.u32("the magic number") != MAGIC) {
            throw in.problem("is no GGUF file");
        }
        long version = in.u32("the version");
        if (version != 2 && version != 3) {
            throw in.problem((Integer.reverseBytes((int) version) == 3) ? "is big-endian, which is not supported"
                    : "has version " + version + "; only 2 and 3 are supported");
        }
        long tensors = in.u64("the number of tensors");
        if (tensors > MAX_TENSORS) {
            throw in.problem(tensors + " tensors are more than the limit of " + MAX_TENSORS);
        }
        this.metadata = new GgufMetadata(file, new GgufMetadataReader(in).read(in.u64("the number of keys")));
        List<Entry> entries = new ArrayList<>();
        for (long i = 0; i < tensors; i++) {
            entries.add(entry(in));
        }
        int alignment = this.metadata.has(ALIGNMENT) ? this.metadata.count(ALIGNMENT) : DEFAULT_ALIGNMENT;
        in.inTensor(null);
        if (tensors > 0) {
            in.align(alignment);
        }
        return tensors(in, entries, alignment);
    }

    private static Map<String, WeightTensor> tensors(HeaderReader in, List<Entry> entries, int alignment) {
        MemorySegment data = in.slice(in.remaining(), "the data");
        Map<String, WeightTensor> tensors = new LinkedHashMap<>();
        for (Entry entry : entries) {
            in.inTensor(entry.name());
            if (entry.offset() % alignment != 0) {
                throw in.problem("begins at " + entry.offset() + ", which is no multiple of " + alignment);
            }
            if (entry.offset() > data.byteSize() || entry.bytes() > data.byteSize() - entry.offset()) {
                throw in.problem(
                        "truncated: needs " + entry.bytes() + " bytes at " + entry.offset() + " of " + data.byteSize());
            }
            if (tensors.put(entry.name(), new WeightTensor(entry.name(), entry.type(), entry.shape(),
                    data.asSlice(entry.offset(), entry.bytes()))) != null) {
                throw in.problem("is there twice");
            }
        }
        return tensors;
    }

    private static Entry entry(HeaderReader in) {
        in.inTensor(null);
        String name = in.text(MAX_NAME_BYTES, "a tensor's name");
        in.inTensor(name);
        long rank = in.u32("the number of dimensions");
        if (rank > MAX_RANK) {
            throw in.problem(rank + " dimensions are more than the limit of " + MAX_RANK);
        }
        List<Long> shape = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            shape.add(in.u64("a dimension"));
        }
        DataType type = type(in, in.u32("the type"));
        long bytes = bytes(in, shape, type);
        Collections.reverse(shape);
        return new Entry(name, type, shape, in.u64("the offset"), bytes);
    }

    private static DataType type(HeaderReader in, long type) {
        // what ggml's enumeration has beyond these are finer or mixed block formats
        return switch ((int) Math.min(type, Integer.MAX_VALUE)) {
            case 0 -> DataType.FLOAT32;
            case 1 -> DataType.FLOAT16;
            case 2 -> DataType.Q4_0;
            case 3 -> DataType.Q4_1;
            case 8 -> DataType.Q8_0;
            case 24 -> DataType.INT8;
            case 25 -> DataType.INT16;
            case 26 -> DataType.INT32;
            case 27 -> DataType.INT64;
            case 28 -> DataType.FLOAT64;
            case 30 -> DataType.BFLOAT16;
            default -> throw in.problem("is of ggml's type " + type
                    + ", which is not supported; a file in F32, F16, BF16, Q8_0, Q4_0 or Q4_1 is");
        };
    }

    /** Blocks do not go from one row into the next. */
    private static long bytes(HeaderReader in, List<Long> innermostFirst, DataType type) {
        long row = innermostFirst.isEmpty() ? 1 : innermostFirst.getFirst();
        if (row % type.blockLength() != 0) {
            throw in.problem("has rows of " + row + ", which are no whole blocks of " + type);
        }
        try {
            long size = innermostFirst.stream().reduce(1L, Math::multiplyExact);
            return Math.multiplyExact(size / type.blockLength(), (long) type.bytes());
        }
        catch (ArithmeticException ex) {
            throw in.problem(type + " " + innermostFirst + " is larger than any file");
        }
    }

    private record Entry(String name, DataType type, List<Long> shape, long offset, long bytes) {
    }

}
