package io.parley.catalog.fetch;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A compressed file.
 *
 * @param path where it is
 */
record GzipFile(Path path) {

    private static final int BUFFER = 1 << 16;

    /**
     * Unzips it.
     * @param target a new file
     * @param limit the most bytes that may come out
     * @throws ZipException if it is damaged, or more than the limit
     */
    void unzip(Path target, long limit) throws IOException {
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(this.path)), BUFFER);
                OutputStream out = Files.newOutputStream(target)) {
            byte[] buffer = new byte[BUFFER];
            long total = 0;
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                total += count;
                if (total > limit) {
                    throw new ZipException("it unpacks to more than " + limit + " bytes");
                }
                out.write(buffer, 0, count);
            }
        }
        catch (EOFException ex) {
            throw new ZipException("it ends early");
        }
    }

}
