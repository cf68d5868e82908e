package io.parley.audio.decoder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Samples that wait for their reader in a temporary file, first in, first out; four bytes
 * each. Not thread-safe.
 */
final class SpilledSamples implements AutoCloseable {

    private final FileChannel channel;

    private final long capacity;

    private long written;

    private long taken;

    private SpilledSamples(FileChannel channel, long capacity) {
        this.channel = channel;
        this.capacity = capacity;
    }

    /**
     * Makes an empty one.
     * @param directory takes the file, which goes when this is closed
     * @param capacity how many samples the file takes before it has to be read to its end
     */
    static SpilledSamples create(Path directory, long capacity) throws IOException {
        Path file = Files.createTempFile(directory, "samples-", ".f32");
        return new SpilledSamples(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE), capacity);
    }

    /** How many wait. */
    long size() {
        return this.written - this.taken;
    }

    /**
     * Puts samples behind the others.
     * @return false if that is more than the file is to take; then none of them was put
     * @throws IOException if the disk is full, for one; then none of them was put
     */
    boolean offer(float[] samples) throws IOException {
        if (this.written + samples.length > this.capacity) {
            return false;
        }
        ByteBuffer bytes = buffer(samples.length);
        bytes.asFloatBuffer().put(samples);
        long position = this.written * Float.BYTES;
        while (bytes.hasRemaining()) {
            position += this.channel.write(bytes, position);
        }
        this.written += samples.length;
        return true;
    }

    /** Takes the first {@code length} samples; as many must be there. */
    void take(float[] target, int offset, int length) throws IOException {
        ByteBuffer bytes = buffer(length);
        long position = this.taken * Float.BYTES;
        while (bytes.hasRemaining()) {
            int count = this.channel.read(bytes, position);
            if (count < 0) {
                throw new IOException("the file of decoded sound was cut short");
            }
            position += count;
        }
        bytes.flip().asFloatBuffer().get(target, offset, length);
        this.taken += length;
        if (this.taken == this.written) {
            this.taken = 0;
            this.written = 0;
        }
    }

    private static ByteBuffer buffer(int samples) {
        return ByteBuffer.allocate(samples * Float.BYTES).order(ByteOrder.nativeOrder());
    }

    @Override
    public void close() throws IOException {
        this.channel.close();
    }

}
