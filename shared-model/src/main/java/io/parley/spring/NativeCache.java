package io.parley.spring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import io.parley.audio.PrivateDirectory;

/**
 * Where native libraries are unpacked: in the store, once for all processes and starts,
 * or, where the store cannot be written, in a directory that goes with this process.
 */
final class NativeCache implements AutoCloseable {

    private final Path path;

    private final @Nullable PrivateDirectory own;

    private NativeCache(Path path, @Nullable PrivateDirectory own) {
        this.path = path;
        this.own = own;
    }

    /**
     * The cache.
     * @param shared in the store; made if missing
     * @throws IOException if the temporary directory cannot be written either
     */
    static NativeCache of(Path shared) throws IOException {
        if (isWritable(shared)) {
            return new NativeCache(shared, null);
        }
        PrivateDirectory own = PrivateDirectory.create(Path.of(System.getProperty("java.io.tmpdir")),
                "parley-natives-");
        return new NativeCache(own.path(), own);
    }

    private static boolean isWritable(Path directory) {
        try {
            return Files.isWritable(Files.createDirectories(directory));
        }
        catch (IOException ex) {
            return false;
        }
    }

    Path path() {
        return this.path;
    }

    @Override
    public void close() {
        if (this.own != null) {
            this.own.close();
        }
    }

}
