package io.parley.testing;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import io.parley.weights.DataType;

/**
 * Writes safetensors files. Tensors are told of first and written after, one by one, so
 * that a file may be larger than memory.
 */
public final class SafetensorsFile {

    private final List<Entry> entries = new ArrayList<>();

    /**
     * Writes the bytes of one tensor.
     */
    @FunctionalInterface
    public interface Content {

        /** Writes exactly as many bytes as type and shape say, little endian. */
        void writeTo(OutputStream out) throws IOException;

    }

    private record Entry(String name, DataType type, List<Long> shape, Content content) {

        long bytes() {
            return this.shape.stream().reduce((long) this.type.bytes(), Math::multiplyExact);
        }

    }

    /** Adds a tensor whose bytes are made when the file is written. */
    public SafetensorsFile add(String name, DataType type, List<Long> shape, Content content) {
        this.entries.add(new Entry(name, type, List.copyOf(shape), content));
        return this;
    }

    public SafetensorsFile float32(String name, float[] values, long... shape) {
        return add(name, DataType.FLOAT32, shape, values.length, (at, out) -> out.putFloat(values[at]));
    }

    public SafetensorsFile float64(String name, double[] values, long... shape) {
        return add(name, DataType.FLOAT64, shape, values.length, (at, out) -> out.putDouble(values[at]));
    }

    public SafetensorsFile float16(String name, float[] values, long... shape) {
        return add(name, DataType.FLOAT16, shape, values.length,
                (at, out) -> out.putShort(Float.floatToFloat16(values[at])));
    }

    /** Values are cut off, not rounded, to their upper half. */
    public SafetensorsFile bfloat16(String name, float[] values, long... shape) {
        return add(name, DataType.BFLOAT16, shape, values.length,
                (at, out) -> out.putShort((short) (Float.floatToIntBits(values[at]) >>> 16)));
    }

    /** Integers of any width, or truth values as 0 and 1. */
    public SafetensorsFile integers(String name, DataType type, long[] values, long... shape) {
        return add(name, type, shape, values.length, (at, out) -> {
            switch (type.bytes()) {
                case 1 -> out.put((byte) values[at]);
                case 2 -> out.putShort((short) values[at]);
                case 4 -> out.putInt((int) values[at]);
                default -> out.putLong(values[at]);
            }
        });
    }

    /** The file's bytes. */
    public byte[] bytes() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writeTo(out);
        return out.toByteArray();
    }

    /** Writes the file. */
    public Path write(Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            writeTo(out);
        }
        return file;
    }

    /** A file whose header and data need not agree. */
    public static byte[] of(String header, byte[] data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        return file.putLong(text.length).put(text).put(data).array();
    }

    private void writeTo(OutputStream out) throws IOException {
        out.write(of(header(), new byte[0]));
        for (Entry entry : this.entries) {
            entry.content().writeTo(out);
        }
    }

    private String header() {
        List<String> described = new ArrayList<>(List.of("\"__metadata__\":{\"format\":\"pt\"}"));
        long begin = 0;
        for (Entry entry : this.entries) {
            long end = begin + entry.bytes();
            described.add("\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}".formatted(entry.name(),
                    code(entry.type()), entry.shape(), begin, end));
            begin = end;
        }
        String text = described.stream().collect(Collectors.joining(",", "{", "}"));
        // as the format's own writer: data begins at a multiple of eight
        return text + " ".repeat(Math.floorMod(-text.length(), 8));
    }

    private static String code(DataType type) {
        return switch (type) {
            case FLOAT64 -> "F64";
            case FLOAT32 -> "F32";
            case FLOAT16 -> "F16";
            case BFLOAT16 -> "BF16";
            case INT8 -> "I8";
            case UINT8 -> "U8";
            case INT16 -> "I16";
            case INT32 -> "I32";
            case INT64 -> "I64";
            case BOOL -> "BOOL";
            case Q8_0, Q4_0, Q4_1 -> throw new IllegalArgumentException("safetensors has no " + type);
        };
    }

    private SafetensorsFile add(String name, DataType type, long[] shape, int count, ElementWriter writer) {
        return add(name, type, Arrays.stream(shape).boxed().toList(), (out) -> {
            ByteBuffer data = ByteBuffer.allocate(count * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < count; i++) {
                writer.write(i, data);
            }
            out.write(data.array());
        });
    }

    @FunctionalInterface
    private interface ElementWriter {

        void write(int index, ByteBuffer out);

    }

}
