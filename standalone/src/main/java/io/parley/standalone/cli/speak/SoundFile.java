package io.parley.standalone.cli.speak;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

import io.parley.audio.AudioFormat;

/**
 * Writes sound beside a file, which it becomes when it is complete: what fails leaves
 * nothing, and what was there before stays.
 */
public final class SoundFile implements SoundOutput {

    /** In a wave header of 44 bytes: where the size of what follows stands. */
    private static final int RIFF_SIZE = 4;

    /** And that of the samples. */
    private static final int DATA_SIZE = 40;

    private static final int HEADER = 44;

    private final Path file;

    private final AudioFormat format;

    private final Path unfinished;

    private final OutputStream out;

    /**
     * Begins a file.
     * @throws IOException if there is no writing there
     */
    public SoundFile(Path file, AudioFormat format) throws IOException {
        this.file = file.toAbsolutePath();
        this.format = format;
        this.unfinished = this.file.resolveSibling("." + this.file.getFileName() + ".part");
        this.out = Files.newOutputStream(this.unfinished);
    }

    @Override
    public void accept(byte[] bytes) throws IOException {
        this.out.write(bytes);
    }

    @Override
    public void complete() throws IOException {
        this.out.close();
        if (this.format == AudioFormat.WAV) {
            writeSizes();
        }
        Files.move(this.unfinished, this.file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The header was written when nobody knew how long the sound would last. */
    private void writeSizes() throws IOException {
        try (FileChannel channel = FileChannel.open(this.unfinished, StandardOpenOption.WRITE)) {
            long size = channel.size();
            if (size < 1L << 32) {
                channel.write(number(size - RIFF_SIZE - Integer.BYTES), RIFF_SIZE);
                channel.write(number(size - HEADER), DATA_SIZE);
            }
        }
    }

    private static ByteBuffer number(long value) {
        return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(0, (int) value);
    }

    @Override
    public void close() throws IOException {
        this.out.close();
        Files.deleteIfExists(this.unfinished);
    }

}
