package io.parley.weights;

import java.nio.file.Path;

/**
 * A checkpoint in CTranslate2's container, {@code model.bin}.
 */
public final class CTranslate2Checkpoint extends MappedCheckpoint {

    private CTranslate2Checkpoint(Path file) {
        super(file, (path, bytes) -> new CTranslate2Reader(new HeaderReader(path, bytes)).read());
    }

    /**
     * Maps the file and reads its header to the last byte.
     * @throws WeightsException if the file cannot be read, or is truncated or otherwise
     * not what it claims to be
     */
    public static CTranslate2Checkpoint open(Path file) {
        return new CTranslate2Checkpoint(file);
    }

}
