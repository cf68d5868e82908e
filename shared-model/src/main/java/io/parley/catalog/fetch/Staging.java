package io.parley.catalog.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import io.parley.catalog.CatalogFile;
import io.parley.catalog.Source;

/**
 * Where one model's files are before they are whole and verified. Names are those of the
 * pinned content, so what was staged for another pin is never continued.
 *
 * @param directory on the same file system as the model's directory
 */
public record Staging(Path directory) {

    /** A download that can be continued. */
    Path part(CatalogFile file) {
        return this.directory.resolve(file.sha256() + ".part");
    }

    /** The entity tag of what a download began with. */
    Path entityTag(CatalogFile file) {
        return this.directory.resolve(file.sha256() + ".etag");
    }

    /** A file put together from local bytes. */
    Path assembled(CatalogFile file) {
        return this.directory.resolve(file.sha256() + ".new");
    }

    /** Deletes all that is staged of a file; packages stay. */
    void discard(CatalogFile file) throws IOException {
        Files.deleteIfExists(part(file));
        Files.deleteIfExists(entityTag(file));
        Files.deleteIfExists(assembled(file));
    }

    /** A whole package. */
    Path packageArchive(Source.Client client, Source.Part part) {
        String name = client.name().toLowerCase(Locale.ROOT) + "-" + part.name().replace("/", "%2F") + "-"
                + part.version();
        return this.directory.resolve("packages").resolve(name);
    }

    /** Where a package client works. */
    Path clientDirectory() {
        return this.directory.resolve("client");
    }

    /**
     * How much of a file's download is there.
     * @return bytes
     */
    public long downloaded(CatalogFile file) {
        return Directories.size(part(file));
    }

}
