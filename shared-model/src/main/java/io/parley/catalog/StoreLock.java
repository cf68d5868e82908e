package io.parley.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

import io.parley.concurrent.Cancellation;

/**
 * Exclusive hold of something in the store, against the threads of this process and
 * against other processes. The operating system frees it when the process dies.
 */
public final class StoreLock implements AutoCloseable {

    private static final long RETRY_MILLIS = 50;

    private final FileChannel channel;

    private StoreLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits for the hold.
     * @param file an empty file that stands for the thing; made if missing and left there
     * @param cancellation ends the wait
     * @throws UncheckedIOException if the file cannot be made or locked
     * @throws java.util.concurrent.CancellationException if cancelled while waiting
     */
    public static StoreLock acquire(Path file, Cancellation cancellation) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                while (!tryLock(channel)) {
                    cancellation.check();
                    Thread.sleep(RETRY_MILLIS);
                }
                return new StoreLock(channel);
            }
            catch (IOException | RuntimeException ex) {
                channel.close();
                throw ex;
            }
            catch (InterruptedException ex) {
                channel.close();
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for " + file, ex);
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException("cannot lock " + file, ex);
        }
    }

    /**
     * Takes the hold if nobody has it.
     * @param file as for {@link #acquire}
     * @throws UncheckedIOException if the file cannot be made or locked
     */
    public static Optional<StoreLock> tryAcquire(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (tryLock(channel)) {
                    return Optional.of(new StoreLock(channel));
                }
                channel.close();
                return Optional.empty();
            }
            catch (IOException | RuntimeException ex) {
                channel.close();
                throw ex;
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException("cannot lock " + file, ex);
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        }
        catch (OverlappingFileLockException ex) {
            // held by another thread of this process
            return false;
        }
    }

    @Override
    public void close() {
        try {
            this.channel.close();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
