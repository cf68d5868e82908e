package io.parley.weights;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A directory with {@code model.safetensors}, or with {@code model-*.safetensors} and an
 * index.
 *
 * @param path where it is
 */
public record SafetensorsDirectory(Path path) {

    private static final String WHOLE = "model.safetensors";

    private static final String INDEX = "model.safetensors.index.json";

    /** Whether there are weights. */
    public boolean exists() {
        return Files.exists(this.path.resolve(WHOLE)) || isSharded();
    }

    /**
     * Maps the weights.
     * @throws WeightsException if they are missing or damaged
     */
    public Checkpoint open() {
        return isSharded() ? ShardedSafetensorsCheckpoint.open(this.path.resolve(INDEX))
                : SafetensorsCheckpoint.open(this.path.resolve(WHOLE));
    }

    /** The index, if there is one, and the files with weights. */
    public List<Path> files() {
        List<Path> files = new ArrayList<>();
        if (isSharded()) {
            files.add(this.path.resolve(INDEX));
        }
        files.addAll(weights());
        return files;
    }

    /** Size of the weights, or 0 if they cannot be found. */
    public long bytes() {
        return weights().stream().mapToLong((file) -> file.toFile().length()).sum();
    }

    private boolean isSharded() {
        return !Files.exists(this.path.resolve(WHOLE)) && Files.isRegularFile(this.path.resolve(INDEX));
    }

    private List<Path> weights() {
        if (!isSharded()) {
            return List.of(this.path.resolve(WHOLE));
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(this.path, "model-*.safetensors")) {
            found.forEach(files::add);
        }
        catch (IOException ex) {
            throw new WeightsException(this.path, null, "cannot be listed: " + ex.getMessage(), ex);
        }
        Collections.sort(files);
        return files;
    }

}
