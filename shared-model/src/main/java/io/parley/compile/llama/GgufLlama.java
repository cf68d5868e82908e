package io.parley.compile.llama;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import io.parley.weights.Checkpoint;
import io.parley.weights.GgufCheckpoint;
import io.parley.weights.GgufMetadata;

/**
 * A model in one GGUF file.
 *
 * @param file where it is
 */
public record GgufLlama(Path file) implements LlamaCheckpoint {

    private static final String ARCHITECTURE = "general.architecture";

    /** Their rows of queries and keys are stored so that neighbours make a pair. */
    private static final String LLAMA = "llama";

    private static final Set<String> SUPPORTED = Set.of(LLAMA, "qwen2");

    @Override
    public LlamaConfig config() {
        try (GgufCheckpoint opened = open()) {
            return config(opened);
        }
    }

    private LlamaConfig config(GgufCheckpoint opened) {
        GgufMetadata metadata = opened.metadata();
        String architecture = metadata.text(ARCHITECTURE);
        if (!SUPPORTED.contains(architecture)) {
            throw metadata.problem(ARCHITECTURE,
                    "is '" + architecture + "'; only models of the shapes llama and qwen2 are supported");
        }
        String prefix = architecture + ".";
        int width = metadata.count(prefix + "embedding_length");
        int heads = metadata.count(prefix + "attention.head_count");
        int headWidth = optional(metadata, prefix + "attention.key_length", width / heads);
        requireValue(metadata, prefix + "attention.value_length", headWidth);
        requireValue(metadata, prefix + "rope.dimension_count", headWidth);
        requireValue(metadata, prefix + "expert_count", 0);
        try {
            return new LlamaConfig(width, metadata.count(prefix + "block_count"), heads,
                    optional(metadata, prefix + "attention.head_count_kv", heads), headWidth,
                    metadata.count(prefix + "feed_forward_length"),
                    Math.toIntExact(opened.tensor(names().embeddings() + ".weight").dimension(0)),
                    metadata.count(prefix + "context_length"),
                    (float) metadata.number(prefix + "attention.layer_norm_rms_epsilon"),
                    new LlamaConfig.Rotary(theta(metadata, prefix + "rope.freq_base"), architecture.equals(LLAMA),
                            scaling(metadata, prefix + "rope.scaling.")));
        }
        catch (IllegalArgumentException ex) {
            throw metadata.problem(prefix + "attention.head_count", "cannot be used: " + ex.getMessage());
        }
    }

    private static double theta(GgufMetadata metadata, String key) {
        return metadata.has(key) ? metadata.number(key) : 10_000;
    }

    private static RotaryScaling scaling(GgufMetadata metadata, String prefix) {
        String type = metadata.has(prefix + "type") ? metadata.text(prefix + "type") : "none";
        return switch (type) {
            case "none" -> new RotaryScaling.None();
            case "linear" -> new RotaryScaling.Linear(metadata.number(prefix + "factor"));
            default -> throw metadata.problem(prefix + "type", "is '" + type + "', which is not supported");
        };
    }

    private static int optional(GgufMetadata metadata, String key, int otherwise) {
        return metadata.has(key) ? metadata.count(key) : otherwise;
    }

    private static void requireValue(GgufMetadata metadata, String key, int supported) {
        if (metadata.has(key) && metadata.integer(key) != supported) {
            throw metadata.problem(key, "is " + metadata.integer(key) + "; only " + supported + " is supported");
        }
    }

    @Override
    public GgufCheckpoint open() {
        return GgufCheckpoint.open(this.file);
    }

    @Override
    public List<Path> sources() {
        return List.of(this.file);
    }

    @Override
    public LlamaNames names() {
        return LlamaNames.GGUF;
    }

}
