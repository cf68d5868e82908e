package io.parley.catalog.fetch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongBinaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * Sizes and removal of files and directories that others may be writing to. Symbolic
 * links are never followed.
 */
public final class Directories {

    private Directories() {
    }

    /**
     * Size of a file, or of all files below a directory.
     * @return bytes; 0 if it is not there
     */
    public static long size(Path path) {
        return fold(path, Long::sum);
    }

    /**
     * Size of the largest file below a directory.
     * @return bytes; 0 if there is none
     */
    static long largestFile(Path directory) {
        return fold(directory, Math::max);
    }

    private static long fold(Path start, LongBinaryOperator operator) {
        AtomicLong bytes = new AtomicLong();
        try {
            Files.walkFileTree(start, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    bytes.accumulateAndGet(attributes.isRegularFile() ? attributes.size() : 0, operator);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException ex) {
                    // gone since its directory was read
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException ex) {
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return bytes.get();
    }

    /**
     * Removes a file or a directory with all that is in it, if it is there.
     * @throws IOException if something cannot be removed
     */
    public static void delete(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException ex) throws IOException {
                if (ex instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw ex;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException ex) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

}
