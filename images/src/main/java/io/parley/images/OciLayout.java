package io.parley.images;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A folder with several images by the OCI image layout specification 1.1, in which a blob
 * that several have lies once. An image is found by its annotation
 * {@code org.opencontainers.image.ref.name}.
 */
final class OciLayout implements AutoCloseable {

    private static final String INDEX = "index.json";

    private static final String BLOBS = "blobs/sha256/";

    private final JsonMapper json = new JsonMapper();

    private final ArrayNode manifests = this.json.createArrayNode();

    private final Path folder;

    private OciLayout(Path folder) {
        this.folder = folder;
    }

    static OciLayout create(Path folder) throws IOException {
        Files.createDirectories(folder.resolve(BLOBS));
        return new OciLayout(folder);
    }

    /**
     * Adds an image.
     * @param tar of a layout with that image alone
     */
    void add(Path tar) throws IOException {
        try (TarArchiveInputStream entries = new TarArchiveInputStream(
                new BufferedInputStream(Files.newInputStream(tar)))) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path target = this.folder.resolve(entry.getName()).normalize();
                if (entry.getName().equals(INDEX)) {
                    JsonNode index = this.json.readTree(entries.readAllBytes());
                    index.path("manifests").forEach(this.manifests::add);
                }
                else if (entry.isFile() && target.startsWith(this.folder) && !Files.exists(target)) {
                    Files.copy(entries, target);
                }
            }
        }
    }

    /** Writes the index. */
    @Override
    public void close() throws IOException {
        ObjectNode index = this.json.createObjectNode();
        index.put("schemaVersion", 2);
        index.put("mediaType", "application/vnd.oci.image.index.v1+json");
        index.set("manifests", this.manifests);
        Files.write(this.folder.resolve(INDEX), this.json.writeValueAsBytes(index));
    }

}
