package io.parley.catalog.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much room there is. */
@FunctionalInterface
public interface UsableSpace {

    /**
     * Room on the file system of a directory.
     * @param directory an existing one
     * @return bytes
     * @throws IOException if it cannot be asked
     */
    long bytes(Path directory) throws IOException;

    /** What the operating system says. */
    static UsableSpace ofFileSystem() {
        return (directory) -> Files.getFileStore(directory).getUsableSpace();
    }

}
