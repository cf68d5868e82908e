package io.parley.catalog.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.parley.catalog.CatalogException;
import io.parley.catalog.CatalogFile;

/**
 * Writes a file of known size in the staging directory, from one stream or several, and
 * tells how far it is. Failures to read are {@link IOException}s, failures to write are
 * {@link CatalogException}s.
 */
final class StagedWriter implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 17;

    private final FetchJob job;

    private final CatalogFile file;

    private final String from;

    private final FileChannel channel;

    private long written;

    private StagedWriter(FetchJob job, CatalogFile file, String from, FileChannel channel, long written) {
        this.job = job;
        this.file = file;
        this.from = from;
        this.channel = channel;
        this.written = written;
    }

    /**
     * Opens a staged file.
     * @param job the pull it belongs to
     * @param file the file to become
     * @param from the source, for people
     * @param target where it is staged
     * @param offset how many bytes that are there already are kept
     */
    static StagedWriter open(FetchJob job, CatalogFile file, String from, Path target, long offset) {
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
            FileChannel channel = FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            try {
                channel.truncate(offset);
                channel.position(offset);
            }
            catch (IOException ex) {
                channel.close();
                throw ex;
            }
            return new StagedWriter(job, file, from, channel, offset);
        }
        catch (IOException ex) {
            throw job.writeFailed(file.name(), file.bytes() - offset, ex);
        }
    }

    /**
     * Appends a stream up to its end.
     * @throws IOException if it cannot be read
     * @throws CatalogException.WrongContent if it is longer than the file may be
     * @throws CatalogException if it cannot be written
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    void append(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        while (true) {
            this.job.cancellation().check();
            int read = in.read(buffer);
            if (read < 0) {
                return;
            }
            if (read > this.file.bytes() - this.written) {
                throw new CatalogException.WrongContent(this.file.name(), this.from,
                        "it has more than " + this.file.bytes() + " bytes");
            }
            write(ByteBuffer.wrap(buffer, 0, read));
            this.written += read;
            this.job.progress(this.file.name(), this.written, this.file.bytes());
        }
    }

    private void write(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                this.channel.write(bytes);
            }
        }
        catch (IOException ex) {
            throw this.job.writeFailed(this.file.name(), this.file.bytes() - this.written, ex);
        }
    }

    /** How many bytes are in the file. */
    long written() {
        return this.written;
    }

    @Override
    public void close() {
        try {
            this.channel.close();
        }
        catch (IOException ex) {
            throw this.job.writeFailed(this.file.name(), this.file.bytes() - this.written, ex);
        }
    }

}
