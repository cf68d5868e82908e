package io.parley.compile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a directory of compiled graphs must hold to be whole, kept in it as JSON.
 *
 * @param source SHA-256 of the checkpoint, hexadecimal
 * @param version of the architecture
 * @param files by name
 */
record GraphManifest(String source, @Nullable Integer version, Map<String, GraphFile> files) {

    private static final String FILE = "manifest.json";

    /** Describes the files that lie in a directory. */
    static GraphManifest of(GraphKey key, Path directory) throws IOException {
        Map<String, GraphFile> files = new TreeMap<>();
        try (Stream<Path> found = Files.list(directory)) {
            for (Path file : found.toList()) {
                files.put(String.valueOf(file.getFileName()), GraphFile.of(file));
            }
        }
        return new GraphManifest(key.source(), key.version(), files);
    }

    /** A directory's manifest, if it has a readable one. */
    static Optional<GraphManifest> read(Path directory) {
        Path file = directory.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            GraphManifest manifest = new JsonMapper().readValue(file, GraphManifest.class);
            return (manifest.files != null && manifest.source != null) ? Optional.of(manifest) : Optional.empty();
        }
        catch (JacksonException ex) {
            return Optional.empty();
        }
    }

    /** Writes it beside the files it describes, through to the disk. */
    void write(Path directory) throws IOException {
        ByteBuffer json = ByteBuffer.wrap(new JsonMapper().writeValueAsBytes(this));
        try (FileChannel channel = FileChannel.open(directory.resolve(FILE), StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE)) {
            while (json.hasRemaining()) {
                channel.write(json);
            }
            channel.force(true);
        }
    }

    /**
     * Whether this is what an earlier version of an architecture made of a source.
     * Manifests of the first versions name none.
     */
    boolean isEarlierThan(GraphKey key) {
        return this.source.equals(key.source()) && (this.version == null || this.version < key.version());
    }

    /** Whether every file is there as it was written; read only if it seems touched. */
    boolean matches(Path directory) {
        return this.files.entrySet().stream().allMatch((entry) -> {
            Path file = directory.resolve(entry.getKey());
            return entry.getValue().seemsUntouched(file) || entry.getValue().hasContentOf(file);
        });
    }

    /** Whether every file has the content that was written; reads them all. */
    boolean isTrueOf(Path directory) {
        return this.files.entrySet()
            .stream()
            .allMatch((entry) -> entry.getValue().hasContentOf(directory.resolve(entry.getKey())));
    }

    /** The length of all files together. */
    long bytes() {
        return this.files.values().stream().mapToLong(GraphFile::bytes).sum();
    }

}
