package io.parley.audio;

import java.io.IOException;
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

import org.jspecify.annotations.Nullable;

/**
 * A private directory for a process's own and its callers' files. Holds a lock as long as
 * its process lives, by which the next start tells what a killed process left behind, and
 * deletes it.
 */
public final class PrivateDirectory implements AutoCloseable {

    private static final String LOCK = "lock";

    private final Path path;

    private final FileChannel lock;

    private PrivateDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes a directory, and removes those that killed processes left.
     * @param parent in which it is
     * @param prefix of its name, the same at each start
     */
    public static PrivateDirectory create(Path parent, String prefix) throws IOException {
        removeAbandoned(parent, prefix);
        Path path = Files.createTempDirectory(parent, prefix);
        FileChannel lock = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock.lock();
        return new PrivateDirectory(path, lock);
    }

    /** Where it is. */
    public Path path() {
        return this.path;
    }

    private static void removeAbandoned(Path parent, String prefix) throws IOException {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(parent, prefix + "*")) {
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
            // another process, or another one of this process, has it
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

    /** Removes it and what is in it. */
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
