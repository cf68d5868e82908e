package io.parley.audio.decoder;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.parley.audio.AudioException;
import io.parley.audio.PrivateDirectory;
import org.jspecify.annotations.Nullable;

/** A private directory for the files being decoded. */
final class SpoolDirectory implements AutoCloseable {

    private static final String PREFIX = "parley-decoder-";

    private static final int COPY_BYTES = 1 << 16;

    private final PrivateDirectory directory;

    private SpoolDirectory(PrivateDirectory directory) {
        this.directory = directory;
    }

    static SpoolDirectory create(Path parent) throws IOException {
        return new SpoolDirectory(PrivateDirectory.create(parent, PREFIX));
    }

    Path path() {
        return this.directory.path();
    }

    /**
     * Writes an untrusted file down.
     * @param in read to its end or just past the limit
     * @param maxBytes most bytes
     * @return the file, to be deleted by the caller
     * @throws UncheckedIOException if {@code in} cannot be read
     */
    Path spool(InputStream in, long maxBytes) {
        Path file = null;
        try {
            file = Files.createTempFile(path(), "job-", ".bin");
            long size = copy(in, file, maxBytes);
            if (size == 0) {
                throw new AudioException.Undecodable("The audio file is empty.");
            }
            return file;
        }
        catch (AudioException | UncheckedIOException ex) {
            delete(file);
            throw ex;
        }
        catch (IOException ex) {
            delete(file);
            throw new AudioException.DecoderFailure("The audio file could not be stored.", ex);
        }
    }

    private static long copy(InputStream in, Path file, long maxBytes) throws IOException {
        byte[] buffer = new byte[COPY_BYTES];
        long size = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            int count = read(in, buffer);
            while (count >= 0) {
                size += count;
                if (size > maxBytes) {
                    throw new AudioException.TooManyBytes(maxBytes);
                }
                out.write(buffer, 0, count);
                count = read(in, buffer);
            }
        }
        return size;
    }

    private static int read(InputStream in, byte[] buffer) {
        try {
            return in.read(buffer);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    static void delete(@Nullable Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            }
            catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }
    }

    @Override
    public void close() {
        this.directory.close();
    }

}
