package io.parley.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.parley.catalog.fetch.FileDigest;
import io.parley.concurrent.Cancellation;

/**
 * What a compiled file was when it was written.
 *
 * @param bytes its length
 * @param modified time of its last change, in milliseconds since 1970
 * @param sha256 of its content, hexadecimal
 */
record GraphFile(long bytes, long modified, String sha256) {

    static GraphFile of(Path file) throws IOException {
        return new GraphFile(Files.size(file), Files.getLastModifiedTime(file).toMillis(),
                FileDigest.sha256(file, Cancellation.never()));
    }

    boolean seemsUntouched(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) == this.bytes
                    && Files.getLastModifiedTime(file).toMillis() == this.modified;
        }
        catch (IOException ex) {
            return false;
        }
    }

    boolean hasContentOf(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) == this.bytes
                    && FileDigest.sha256(file, Cancellation.never()).equals(this.sha256);
        }
        catch (IOException ex) {
            return false;
        }
    }

}
