package io.parley.weights;

import java.nio.file.Path;

/**
 * A checkpoint in one GGUF file, with what it says about its model and tokenizer. Shapes
 * are outermost first, as everywhere here; the file has them the other way round.
 */
public final class GgufCheckpoint extends MappedCheckpoint {

    private final GgufMetadata metadata;

    private GgufCheckpoint(Path file, GgufReader reader) {
        super(file, reader::read);
        this.metadata = reader.metadata();
    }

    /**
     * Maps the file, which may be longer than 2 GiB, and reads its header.
     * @throws WeightsException if the file cannot be read, is truncated or otherwise not
     * what its header says, or has tensors of a type that is not supported
     */
    public static GgufCheckpoint open(Path file) {
        return new GgufCheckpoint(file, new GgufReader());
    }

    /** What the file says about its model. */
    public GgufMetadata metadata() {
        return this.metadata;
    }

}
