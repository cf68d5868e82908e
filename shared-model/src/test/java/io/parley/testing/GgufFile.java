package io.parley.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes small GGUF files. */
public final class GgufFile {

    private static final int CAPACITY = 1 << 22;

    private static final int ALIGNMENT = 32;

    private final ByteBuffer metadata = buffer();

    private final List<Entry> entries = new ArrayList<>();

    private int keys;

    private record Entry(String name, int type, long[] innermostFirst, long offset, byte[] data) {
    }

    /** Adds a whole number, as uint32. */
    public GgufFile integer(String key, int value) {
        key(key, 4).putInt(value);
        return this;
    }

    /** Adds a number, as float32. */
    public GgufFile number(String key, float value) {
        key(key, 6).putFloat(value);
        return this;
    }

    /** Adds a text. */
    public GgufFile text(String key, String value) {
        put(key(key, 8), value);
        return this;
    }

    /** Adds a list of texts. */
    public GgufFile texts(String key, List<String> values) {
        key(key, 9).putInt(8).putLong(values.size());
        values.forEach((value) -> put(this.metadata, value));
        return this;
    }

    /** Adds a list of whole numbers, as int32. */
    public GgufFile integers(String key, List<Integer> values) {
        key(key, 9).putInt(5).putLong(values.size());
        values.forEach(this.metadata::putInt);
        return this;
    }

    /** Adds a value as it stands. */
    public GgufFile raw(String key, int type, byte... value) {
        key(key, type).put(value);
        return this;
    }

    /** Adds a float32 tensor. */
    public GgufFile float32(String name, float[] values, long... shape) {
        ByteBuffer data = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            data.putFloat(value);
        }
        return tensor(name, 0, data.array(), shape);
    }

    /**
     * Adds a tensor.
     * @param type its number in ggml's list
     * @param shape outermost first
     */
    public GgufFile tensor(String name, int type, byte[] data, long... shape) {
        long offset = this.entries.isEmpty() ? 0
                : aligned(this.entries.getLast().offset() + this.entries.getLast().data().length);
        return tensorAt(offset, name, type, data, shape);
    }

    /** Adds a tensor that says it is somewhere. */
    public GgufFile tensorAt(long offset, String name, int type, byte[] data, long... shape) {
        long[] reversed = new long[shape.length];
        for (int i = 0; i < shape.length; i++) {
            reversed[i] = shape[shape.length - 1 - i];
        }
        this.entries.add(new Entry(name, type, reversed, offset, data));
        return this;
    }

    /** The file's bytes. */
    public byte[] bytes() {
        ByteBuffer out = buffer();
        out.put("GGUF".getBytes(StandardCharsets.US_ASCII)).putInt(3).putLong(this.entries.size()).putLong(this.keys);
        out.put(this.metadata.duplicate().flip());
        for (Entry entry : this.entries) {
            put(out, entry.name());
            out.putInt(entry.innermostFirst().length);
            for (long dimension : entry.innermostFirst()) {
                out.putLong(dimension);
            }
            out.putInt(entry.type()).putLong(entry.offset());
        }
        for (Entry entry : this.entries) {
            out.position((int) aligned(out.position()));
            out.put(entry.data());
        }
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    /** Writes the file. */
    public Path write(Path file) throws IOException {
        return Files.write(file, bytes());
    }

    private ByteBuffer key(String key, int type) {
        this.keys++;
        put(this.metadata, key);
        return this.metadata.putInt(type);
    }

    private static void put(ByteBuffer out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.putLong(bytes.length).put(bytes);
    }

    private static long aligned(long position) {
        return Math.ceilDiv(position, ALIGNMENT) * (long) ALIGNMENT;
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocate(CAPACITY).order(ByteOrder.LITTLE_ENDIAN);
    }

}
