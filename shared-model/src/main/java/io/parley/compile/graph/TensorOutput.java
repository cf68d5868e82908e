package io.parley.compile.graph;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The side file that holds a graph's weights, written front to back through one small
 * buffer, little endian.
 */
public final class TensorOutput implements Closeable {

    private static final int BUFFER_BYTES = 1 << 20;

    private static final int PAGE_BYTES = 4096;

    private static final int CACHE_LINE_BYTES = 64;

    private final FileChannel channel;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    private long position;

    TensorOutput(Path file) throws IOException {
        this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Writes floats as float32. */
    public void floats(float[] values, int offset, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            room(Float.BYTES).putFloat(values[offset + i]);
        }
    }

    /** Writes floats as float16, rounded to nearest even. */
    public void halfs(float[] values, int offset, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            room(Short.BYTES).putShort(Float.floatToFloat16(values[offset + i]));
        }
    }

    /** Writes bytes as they are. */
    public void bytes(byte[] values, int offset, int count) throws IOException {
        int written = 0;
        while (written < count) {
            ByteBuffer free = room(1);
            int length = Math.min(count - written, free.remaining());
            free.put(values, offset + written, length);
            this.position += length - 1;
            written += length;
        }
    }

    /** Bytes written so far. */
    long position() {
        return this.position;
    }

    /**
     * Fills up to where a tensor may begin: a page for large ones, which the runtime maps
     * from the file, a cache line for small ones.
     */
    void align(long tensorBytes) throws IOException {
        int boundary = (tensorBytes >= PAGE_BYTES) ? PAGE_BYTES : CACHE_LINE_BYTES;
        while (this.position % boundary != 0) {
            room(1).put((byte) 0);
        }
    }

    /** Writes what is left and has the operating system put it on the disk. */
    void finish() throws IOException {
        flush();
        this.channel.force(true);
    }

    @Override
    public void close() throws IOException {
        this.channel.close();
    }

    private ByteBuffer room(int bytes) throws IOException {
        if (this.buffer.remaining() < bytes) {
            flush();
        }
        this.position += bytes;
        return this.buffer;
    }

    private void flush() throws IOException {
        this.buffer.flip();
        while (this.buffer.hasRemaining()) {
            this.channel.write(this.buffer);
        }
        this.buffer.clear();
    }

}
