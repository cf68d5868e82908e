package io.parley.catalog.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

import io.parley.catalog.CatalogFile;
import io.parley.concurrent.Cancellation;

/** Compares files with what the catalog pins. */
public final class FileDigest {

    private static final int BUFFER_BYTES = 1 << 18;

    private FileDigest() {
    }

    /**
     * In what a file differs from the pinned one.
     * @param path an existing file
     * @param pinned what it should be
     * @param cancellation ends the reading
     * @return a clause for a person; empty if it is the pinned file
     * @throws IOException if it cannot be read
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static Optional<String> difference(Path path, CatalogFile pinned, Cancellation cancellation)
            throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            if (channel.size() != pinned.bytes()) {
                return Optional.of(sizeDifference(channel.size(), pinned));
            }
            String sha256 = sha256(channel, cancellation);
            if (!sha256.equals(pinned.sha256())) {
                return Optional.of("its sha256 is " + sha256 + ", not " + pinned.sha256());
            }
            return Optional.empty();
        }
    }

    /** The clause about a wrong size. */
    public static String sizeDifference(long bytes, CatalogFile pinned) {
        return "it has " + bytes + " bytes, not " + pinned.bytes();
    }

    /**
     * A file's SHA-256.
     * @param path an existing file
     * @param cancellation ends the reading
     * @return 64 lower-case hexadecimal digits
     */
    public static String sha256(Path path, Cancellation cancellation) throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            return sha256(channel, cancellation);
        }
    }

    private static String sha256(FileChannel channel, Cancellation cancellation) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("every Java platform has SHA-256", ex);
        }
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        while (channel.read(buffer) >= 0) {
            cancellation.check();
            digest.update(buffer.flip());
            buffer.clear();
        }
        return HexFormat.of().formatHex(digest.digest());
    }

}
