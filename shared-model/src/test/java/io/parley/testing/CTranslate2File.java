package io.parley.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes CTranslate2's model.bin, right or wrong as a test wants it.
 */
public final class CTranslate2File {

    private final ByteArrayOutputStream variables = new ByteArrayOutputStream();

    private final ByteArrayOutputStream aliases = new ByteArrayOutputStream();

    private int variableCount;

    private int aliasCount;

    private int version = 6;

    public CTranslate2File version(int version) {
        this.version = version;
        return this;
    }

    public CTranslate2File float32(String name, float[] values, int... shape) {
        ByteBuffer data = buffer(4 * values.length);
        for (float value : values) {
            data.putFloat(value);
        }
        return raw(name, shape, 0, data.capacity(), data.array());
    }

    public CTranslate2File float16(String name, float[] values, int... shape) {
        ByteBuffer data = buffer(2 * values.length);
        for (float value : values) {
            data.putShort(Float.floatToFloat16(value));
        }
        return raw(name, shape, 4, data.capacity(), data.array());
    }

    public CTranslate2File bfloat16(String name, float[] values, int... shape) {
        ByteBuffer data = buffer(2 * values.length);
        for (float value : values) {
            data.putShort((short) (Float.floatToIntBits(value) >>> 16));
        }
        return raw(name, shape, 5, data.capacity(), data.array());
    }

    public CTranslate2File int8(String name, int... values) {
        ByteBuffer data = buffer(values.length);
        for (int value : values) {
            data.put((byte) value);
        }
        return raw(name, shape(values), 1, data.capacity(), data.array());
    }

    public CTranslate2File int16(String name, int... values) {
        ByteBuffer data = buffer(2 * values.length);
        for (int value : values) {
            data.putShort((short) value);
        }
        return raw(name, shape(values), 2, data.capacity(), data.array());
    }

    public CTranslate2File int32(String name, int... values) {
        ByteBuffer data = buffer(4 * values.length);
        for (int value : values) {
            data.putInt(value);
        }
        return raw(name, shape(values), 3, data.capacity(), data.array());
    }

    /** A variable whose fields need not agree with each other. */
    public CTranslate2File raw(String name, int[] shape, int type, int byteLength, byte[] data) {
        text(this.variables, name);
        this.variables.write(shape.length);
        for (int dimension : shape) {
            integer(this.variables, dimension);
        }
        this.variables.write(type);
        integer(this.variables, byteLength);
        this.variables.writeBytes(data);
        this.variableCount++;
        return this;
    }

    public CTranslate2File alias(String alias, String variable) {
        text(this.aliases, alias);
        text(this.aliases, variable);
        this.aliasCount++;
        return this;
    }

    /** The file's bytes. */
    public byte[] bytes() {
        return bytes(this.variableCount, this.aliasCount);
    }

    /** The file's bytes with counts of variables and aliases that may lie. */
    public byte[] bytes(int variableCount, int aliasCount) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        integer(out, this.version);
        text(out, "TestSpec");
        integer(out, 1);
        integer(out, variableCount);
        out.writeBytes(this.variables.toByteArray());
        integer(out, aliasCount);
        out.writeBytes(this.aliases.toByteArray());
        return out.toByteArray();
    }

    /** Writes the file. */
    public Path write(Path file) throws IOException {
        return Files.write(file, bytes());
    }

    private static int[] shape(int... values) {
        return (values.length == 1) ? new int[0] : new int[] { values.length };
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void integer(ByteArrayOutputStream out, int value) {
        out.writeBytes(buffer(4).putInt(value).array());
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(buffer(2).putShort((short) (bytes.length + 1)).array());
        out.writeBytes(bytes);
        out.write(0);
    }

}
