package io.parley.audio.decoder;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

import io.parley.audio.AudioException;
import org.jspecify.annotations.Nullable;

/**
 * A private directory for the files being decoded. Holds a lock as long as its process
 * lives, by which the next start tells what a killed process left behind, and deletes it.
 */
final class SpoolDirectory implements AutoCloseable {

    private static final String PREFIX = "parley-decoder-";

    private static final String LOCK = "lock";

    private static final int COPY_BYTES = 1 << 16;

    private final Path path;

    private final FileChannel lock;

    private SpoolDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static SpoolDirectory create(Path parent) throws IOException {
        removeAbandoned(parent);
        Path path = Files.createTempDirectory(parent, PREFIX);
        FileChannel lock = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock.lock();
        return new SpoolDirectory(path, lock);
    }

    Path path() {
        return this.path;
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
            file = Files.createTempFile(this.path, "job-", ".bin");
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

    private static void removeAbandoned(Path parent) throws IOException {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path directory : directories) {
                Path lockFile = directory.resolve(LOCK);
                // without a lock file it may be one that is just being made
                if (Files.isWritable(lockFile)) {
                    removeIfAbandoned(directory, lockFile);
                }
            }
        }
    }

    private static void removeIfAbandoned(Path directory, Path lockFile) {
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                FileLock free = channel.tryLock()) {
            if (free != null) {
                removeTree(directory);
            }
        }
        catch (IOException | OverlappingFileLockException ex) {
            // another process, or another decoder of this one, has it
        }
    }

    private static void removeTree(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException ex) {
                // whoever made it was quicker to delete it
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException ex) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void close() {
        try {
            removeTree(this.path);
            this.lock.close();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
