package io.parley.weights;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The layout of a safetensors file, little endian: u64 length of the header; the header,
 * which is JSON; the tensors' bytes. As the format asks, the tensors follow each other
 * without a gap, in any order, and fill the file to its end.
 */
final class SafetensorsReader {

    /** The real headers of models with thousands of tensors are below 1 MiB. */
    private static final int MAX_HEADER_BYTES = 16 << 20;

    private static final Comparator<SafetensorsEntry> BY_PLACE = Comparator.comparingLong(SafetensorsEntry::begin)
        .thenComparingLong(SafetensorsEntry::end);

    private final Path file;

    private final HeaderReader in;

    SafetensorsReader(Path file, MemorySegment bytes) {
        this.file = file;
        this.in = new HeaderReader(file, bytes);
    }

    /** All tensors by name, in the order of their bytes. */
    Map<String, WeightTensor> read() {
        long length = this.in.u64("the header's length");
        if (length > MAX_HEADER_BYTES) {
            throw this.in.problem("a header of " + length + " bytes is longer than the limit of " + MAX_HEADER_BYTES);
        }
        byte[] text = this.in.slice(length, "the header").toArray(ValueLayout.JAVA_BYTE);
        List<SafetensorsEntry> entries = new SafetensorsHeader(this.file).read(text);
        Map<String, WeightTensor> tensors = new LinkedHashMap<>();
        long position = 0;
        for (SafetensorsEntry entry : entries.stream().sorted(BY_PLACE).toList()) {
            this.in.inTensor(entry.name());
            tensors.put(entry.name(), tensor(entry, position));
            position = entry.end();
        }
        this.in.inTensor(null);
        if (this.in.remaining() > 0) {
            throw this.in.problem(this.in.remaining() + " bytes follow the last tensor");
        }
        return tensors;
    }

    private WeightTensor tensor(SafetensorsEntry entry, long position) {
        if (entry.end() < entry.begin()) {
            throw this.in.problem("ends at " + entry.end() + ", before it begins at " + entry.begin());
        }
        if (entry.begin() < position) {
            throw this.in.problem("begins at " + entry.begin() + ", but another tensor ends at " + position);
        }
        if (entry.begin() > position) {
            throw this.in.problem((entry.begin() - position) + " bytes before it belong to no tensor");
        }
        long bytes = entry.end() - entry.begin();
        if (bytes != byteLength(entry)) {
            throw this.in.problem(bytes + " bytes do not hold " + entry.type() + " " + entry.shape());
        }
        return new WeightTensor(entry.name(), entry.type(), entry.shape(), this.in.slice(bytes, "the data"));
    }

    private long byteLength(SafetensorsEntry entry) {
        try {
            return entry.shape().stream().reduce((long) entry.type().bytes(), Math::multiplyExact);
        }
        catch (ArithmeticException ex) {
            throw this.in.problem(entry.type() + " " + entry.shape() + " is larger than any file");
        }
    }

}
