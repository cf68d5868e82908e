package io.parley.catalog.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.parley.catalog.Catalog;
import io.parley.catalog.CatalogEntry;
import io.parley.catalog.CatalogFile;
import io.parley.catalog.Licence;
import io.parley.catalog.ModelTask;
import io.parley.catalog.Source;
import tools.jackson.databind.json.JsonMapper;

/** A small model of random bytes. */
final class TestModel {

    static final String ID = "test-model";

    private final Map<String, byte[]> contents = new LinkedHashMap<>();

    private final Map<String, List<Source>> sources = new LinkedHashMap<>();

    private boolean acceptanceRequired;

    /** Adds a file that the hub has. */
    TestModel onHub(String name, int bytes) {
        return with(name, bytes, new Source.Hub("owner/repository", "main", name));
    }

    /** Adds a file with its sources. */
    TestModel with(String name, int bytes, Source... from) {
        byte[] content = new byte[bytes];
        new Random(name.hashCode() + bytes).nextBytes(content);
        this.contents.put(name, content);
        this.sources.put(name, List.of(from));
        return this;
    }

    TestModel withAcceptance() {
        this.acceptanceRequired = true;
        return this;
    }

    byte[] content(String name) {
        return this.contents.get(name);
    }

    byte[] slice(String name, int from, int to) {
        return Arrays.copyOfRange(content(name), from, to);
    }

    Map<String, byte[]> contents() {
        return this.contents;
    }

    CatalogEntry entry() {
        List<CatalogFile> files = this.contents.entrySet()
            .stream()
            .map((file) -> new CatalogFile(file.getKey(), file.getValue().length, sha256(file.getValue()),
                    this.sources.get(file.getKey())))
            .toList();
        return new CatalogEntry(ID, "A test model", ModelTask.TRANSCRIPTION, "test", "random",
                new Licence("MIT", "Made by the test.", this.acceptanceRequired), files);
    }

    /** Writes a catalog with this model, for another process. */
    Path writeCatalog(Path directory) {
        try {
            Path path = directory.resolve("catalog.json");
            Files.write(path,
                    new JsonMapper().writeValueAsBytes(Map.of("defaults", Map.of(), "models", List.of(entry()))));
            try (var json = Files.newInputStream(path)) {
                if (!Catalog.read(json).entry(ID).equals(entry())) {
                    throw new AssertionError("the catalog is not what was written");
                }
            }
            return path;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        }
        catch (NoSuchAlgorithmException ex) {
            throw new AssertionError(ex);
        }
    }

}
