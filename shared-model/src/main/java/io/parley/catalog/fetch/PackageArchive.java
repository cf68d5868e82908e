package io.parley.catalog.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import io.parley.catalog.Source;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/**
 * Reads single members of a package. Nothing is unpacked, so names inside the package
 * never become paths.
 */
final class PackageArchive {

    private final Source.Client client;

    private final Path path;

    /**
     * A package.
     * @param path a wheel as it came, or a tar archive, {@link PackageClient#settle
     * unzipped}
     */
    PackageArchive(Source.Client client, Path path) {
        this.client = client;
        this.path = path;
    }

    /**
     * Reads a member, at a cost that is the member's own: a package may have dozens.
     * @param member its path in the package
     * @param reader given its content
     * @throws IOException if the package has no such file or is damaged
     */
    void read(String member, Reader reader) throws IOException {
        switch (this.client) {
            case PIP -> readWheel(member, reader);
            case NPM -> readTarball(member, reader);
        }
    }

    private void readWheel(String member, Reader reader) throws IOException {
        try (ZipFile wheel = new ZipFile(this.path.toFile())) {
            ZipEntry entry = wheel.getEntry(member);
            if (entry == null || entry.isDirectory()) {
                throw new IOException("it has no file " + member);
            }
            try (InputStream content = wheel.getInputStream(entry)) {
                reader.read(content);
            }
        }
    }

    private void readTarball(String member, Reader reader) throws IOException {
        try (TarFile tar = new TarFile(this.path)) {
            for (TarArchiveEntry entry : tar.getEntries()) {
                if (entry.isFile() && entry.getName().equals(member)) {
                    try (InputStream content = tar.getInputStream(entry)) {
                        reader.read(content);
                    }
                    return;
                }
            }
        }
        throw new IOException("it has no file " + member);
    }

    /** Takes a member's content. */
    @FunctionalInterface
    interface Reader {

        /**
         * Reads all that it wants.
         * @param content up to the member's end; not to be closed
         */
        void read(InputStream content) throws IOException;

    }

}
