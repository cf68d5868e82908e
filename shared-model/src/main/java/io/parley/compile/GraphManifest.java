package io.parley.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a directory of compiled graphs must hold to be whole, kept in it as JSON.
 *
 * @param source SHA-256 of the checkpoint, hexadecimal
 * @param files by name
 */
record GraphManifest(String source, Map<String, GraphFile> files) {

    private static final String FILE = "manifest.json";

    /** Describes the files that lie in a directory. */
    static GraphManifest of(String source, Path directory) throws IOException {
        Map<String, GraphFile> files = new TreeMap<>();
        try (Stream<Path> found = Files.list(directory)) {
            for (Path file : found.toList()) {
                files.put(String.valueOf(file.getFileName()), GraphFile.of(file));
            }
        }
        return new GraphManifest(source, files);
    }

    /** A directory's manifest, if it has a readable one. */
    static Optional<GraphManifest> read(Path directory) {
        Path file = directory.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            GraphManifest manifest = new JsonMapper().readValue(file, GraphManifest.class);
            return (manifest.files != null) ? Optional.of(manifest) : Optional.empty();
        }
        catch (JacksonException ex) {
            return Optional.empty();
        }
    }

    /** Writes it beside the files it describes. */
    void write(Path directory) throws IOException {
        Files.writeString(directory.resolve(FILE), new JsonMapper().writeValueAsString(this));
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
