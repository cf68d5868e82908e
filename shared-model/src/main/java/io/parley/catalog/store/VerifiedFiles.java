package io.parley.catalog.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.parley.catalog.CatalogFile;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Remembers which files had which content when they were last read as a whole, so that a
 * start does not have to read them again. What does not match exactly is not believed.
 */
final class VerifiedFiles {

    private final Path marker;

    private final Map<String, Stamp> stamps;

    private VerifiedFiles(Path marker, Map<String, Stamp> stamps) {
        this.marker = marker;
        this.stamps = stamps;
    }

    /** Reads a marker; one that cannot be read remembers nothing. */
    static VerifiedFiles read(Path marker) {
        try {
            Map<String, Stamp> stamps = new JsonMapper().readValue(Files.readAllBytes(marker), new TypeReference<>() {
            });
            return new VerifiedFiles(marker, new HashMap<>(stamps));
        }
        catch (IOException | JacksonException ex) {
            return new VerifiedFiles(marker, new HashMap<>());
        }
    }

    /** Whether a file is the one that was verified, by size and time of change. */
    boolean contains(CatalogFile file, BasicFileAttributes attributes) {
        return Optional.ofNullable(this.stamps.get(file.name())).filter(stamp(file, attributes)::equals).isPresent();
    }

    /** Remembers a file that was just found to be the pinned one. */
    void add(CatalogFile file, BasicFileAttributes attributes) {
        this.stamps.put(file.name(), stamp(file, attributes));
    }

    private static Stamp stamp(CatalogFile file, BasicFileAttributes attributes) {
        return new Stamp(file.sha256(), attributes.size(), attributes.lastModifiedTime().toString());
    }

    /**
     * Writes the marker, whole or not at all. A store that cannot be written to is as
     * good as another, only slower.
     */
    void write() {
        try {
            // not a temporary file of the system's, which other users could not read
            Path aside = this.marker.resolveSibling(this.marker.getFileName() + "." + UUID.randomUUID() + ".tmp");
            try {
                Files.write(aside, new JsonMapper().writeValueAsBytes(this.stamps), StandardOpenOption.CREATE_NEW);
                Files.move(aside, this.marker, StandardCopyOption.ATOMIC_MOVE);
            }
            finally {
                Files.deleteIfExists(aside);
            }
        }
        catch (IOException | JacksonException ex) {
            // the files are read again next time
        }
    }

    /**
     * A file as it was when it was verified.
     *
     * @param sha256 of its content
     * @param bytes its size
     * @param modified its time of change, as precise as the file system has it
     */
    private record Stamp(String sha256, long bytes, String modified) {
    }

}
