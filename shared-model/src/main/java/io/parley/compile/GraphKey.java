package io.parley.compile;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What decides the content of compiled graphs.
 *
 * @param architecture its name
 * @param version the version of the code that writes it
 * @param precision in which numbers, fit for a file name, as "int8"
 * @param source SHA-256 of the checkpoint, hexadecimal
 */
record GraphKey(String architecture, int version, String precision, String source) {

    private static final int HASH_BYTES = 16;

    GraphKey {
        if (!source.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a SHA-256: " + source);
        }
    }

    /** A directory name: readable in front, a hash of everything behind. */
    String directoryName() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(toString().getBytes(StandardCharsets.UTF_8));
            return prefix() + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private String prefix() {
        return this.architecture + "-" + this.precision + "-";
    }

    /** Whether a directory is of this architecture and precision, by its name. */
    boolean isNamedLike(String directory) {
        String prefix = prefix();
        return directory.startsWith(prefix)
                && directory.substring(prefix.length()).matches("[0-9a-f]{" + 2 * HASH_BYTES + "}");
    }

}
