package io.parley.compile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

import io.parley.catalog.fetch.FileDigest;
import io.parley.concurrent.Cancellation;

/**
 * SHA-256 of checkpoints that no catalog knows. To read gigabytes takes seconds, so what
 * a file had when it was last read is kept beside the graphs, and believed while the
 * file's size and time of change stay as they were. Thread-safe.
 */
public final class SourceDigests {

    private final Path directory;

    /**
     * Opens what is remembered.
     * @param store the store's root directory; made when first written to
     */
    public SourceDigests(Path store) {
        this.directory = store.resolve("compiled").resolve("digests");
    }

    /**
     * One digest of several files: of their names and contents, in the order given.
     * @param cancellation ends the reading
     * @return 64 lower-case hexadecimal digits
     * @throws CompileException if a file cannot be read
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public String sha256(List<Path> files, Cancellation cancellation) {
        MessageDigest all = newDigest();
        for (Path file : files) {
            String line = file.getFileName() + " " + sha256(file, cancellation) + "\n";
            all.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(all.digest());
    }

    private String sha256(Path file, Cancellation cancellation) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            String state = attributes.size() + " " + attributes.lastModifiedTime() + " ";
            Path note = note(file.toRealPath());
            String known = Files.isRegularFile(note) ? Files.readString(note) : "";
            if (known.startsWith(state)) {
                return known.substring(state.length());
            }
            String digest = FileDigest.sha256(file, cancellation);
            remember(note, state + digest);
            return digest;
        }
        catch (IOException ex) {
            throw new CompileException("cannot read " + file + ": " + ex.getMessage(), ex);
        }
    }

    private Path note(Path file) {
        byte[] name = newDigest().digest(file.toString().getBytes(StandardCharsets.UTF_8));
        return this.directory.resolve(HexFormat.of().formatHex(name, 0, name.length / 2));
    }

    // aside and moved, so that another process reads it whole or not at all
    private void remember(Path note, String content) {
        try {
            Files.createDirectories(this.directory);
            Path aside = note.resolveSibling(note.getFileName() + "." + UUID.randomUUID());
            Files.writeString(aside, content);
            Files.move(aside, note, StandardCopyOption.ATOMIC_MOVE);
        }
        catch (IOException ex) {
            throw new CompileException("cannot write under " + this.directory + ": " + ex.getMessage(), ex);
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("every Java platform has SHA-256", ex);
        }
    }

}
