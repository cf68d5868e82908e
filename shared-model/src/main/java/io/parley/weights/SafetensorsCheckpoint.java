package io.parley.weights;

import java.nio.file.Path;

/**
 * A checkpoint in one safetensors file.
 */
public final class SafetensorsCheckpoint extends MappedCheckpoint {

    private SafetensorsCheckpoint(Path file) {
        super(file, (path, bytes) -> new SafetensorsReader(path, bytes).read());
    }

    /**
     * Maps the file, which may be longer than 2 GiB, and reads its header.
     * @throws WeightsException if the file cannot be read, or is truncated or otherwise
     * not what its header says
     */
    public static SafetensorsCheckpoint open(Path file) {
        return new SafetensorsCheckpoint(file);
    }

}
