package io.parley.weights;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * A checkpoint that cannot be read as what it claims to be, or that lacks what an
 * architecture needs. The message names the file, and the tensor where there is one.
 */
public class WeightsException extends RuntimeException {

    private final transient Path file;

    private final @Nullable String tensor;

    public WeightsException(Path file, @Nullable String tensor, String problem) {
        this(file, tensor, problem, null);
    }

    public WeightsException(Path file, @Nullable String tensor, String problem, @Nullable Throwable cause) {
        super(file + ((tensor != null) ? ": tensor '" + tensor + "': " : ": ") + problem, cause);
        this.file = file;
        this.tensor = tensor;
    }

    /** The checkpoint. */
    public Path file() {
        return this.file;
    }

    /** The tensor's name, or null where the file as a whole is at fault. */
    public @Nullable String tensor() {
        return this.tensor;
    }

}
