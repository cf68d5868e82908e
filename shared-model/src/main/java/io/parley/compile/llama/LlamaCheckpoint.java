package io.parley.compile.llama;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.parley.weights.Checkpoint;
import io.parley.weights.WeightTensor;

/** A Llama-shaped model as it is published. */
public sealed interface LlamaCheckpoint permits GgufLlama, SafetensorsLlama {

    /**
     * The checkpoint at a place; nothing is read yet.
     * @param path a GGUF file, or a directory with {@code config.json} and
     * {@code model.safetensors} in one file or in several
     */
    static LlamaCheckpoint at(Path path) {
        return Files.isDirectory(path) ? new SafetensorsLlama(path) : new GgufLlama(path);
    }

    /**
     * Reads what it says of its dimensions.
     * @throws io.parley.weights.WeightsException if it cannot be read, or is of another
     * shape than Llama's
     */
    LlamaConfig config();

    /**
     * Maps its weights.
     * @throws io.parley.weights.WeightsException if they are missing or damaged
     */
    Checkpoint open();

    /** All files that decide what its graph is. */
    List<Path> sources();

    /** The token table of the opened checkpoint, [vocabulary, width]. */
    default WeightTensor embeddings(Checkpoint opened, LlamaConfig config) {
        return new LlamaWeights(opened, config, names()).embeddings();
    }

    /** Size of its weights, or 0 if they cannot be found. */
    default long weightBytes() {
        return sources().stream().mapToLong((file) -> file.toFile().length()).sum();
    }

    /** What its tensors are called. */
    LlamaNames names();

}
