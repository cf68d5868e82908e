package io.parley.compile.llama;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.parley.compile.ConfigReader;
import io.parley.weights.Checkpoint;
import io.parley.weights.SafetensorsDirectory;

/**
 * A model as the model hub has it: {@code config.json} and {@code model.safetensors},
 * whole or in parts with an index.
 *
 * @param directory where it is
 */
public record SafetensorsLlama(Path directory) implements LlamaCheckpoint {

    private static final Set<String> SUPPORTED = Set.of("llama", "mistral", "qwen2");

    @Override
    public LlamaConfig config() {
        ConfigReader config = ConfigReader.open(configFile());
        String type = config.text("model_type");
        if (!SUPPORTED.contains(type)) {
            throw config.problem("model_type",
                    "is '" + type + "'; only models of the types llama, mistral and qwen2 are supported");
        }
        requireText(config, "hidden_act", "silu");
        int positions = config.count("max_position_embeddings");
        if (config.has("sliding_window") && !isOff(config, "use_sliding_window")
                && config.integer("sliding_window") < positions) {
            throw config.problem("sliding_window", "is narrower than the context, which is not supported");
        }
        int width = config.count("hidden_size");
        int heads = config.count("num_attention_heads");
        try {
            return new LlamaConfig(width, config.count("num_hidden_layers"), heads,
                    config.has("num_key_value_heads") ? config.count("num_key_value_heads") : heads,
                    config.has("head_dim") ? config.count("head_dim") : width / heads,
                    config.count("intermediate_size"), config.count("vocab_size"), positions,
                    (float) config.number("rms_norm_eps"), rotary(config));
        }
        catch (IllegalArgumentException ex) {
            throw config.problem("num_attention_heads", "cannot be used: " + ex.getMessage());
        }
    }

    private static LlamaConfig.Rotary rotary(ConfigReader config) {
        // newer files have all of it in one object
        ConfigReader own = config.has("rope_parameters") ? config.object("rope_parameters") : config;
        double theta = own.has("rope_theta") ? own.number("rope_theta") : 10_000;
        boolean scaled = config.has("rope_scaling");
        ConfigReader scaling = scaled ? config.object("rope_scaling") : own;
        return new LlamaConfig.Rotary(theta, false, scaling(scaling));
    }

    private static RotaryScaling scaling(ConfigReader config) {
        String key = config.has("rope_type") ? "rope_type" : "type";
        String type = config.has(key) ? config.text(key) : "default";
        return switch (type) {
            case "default" -> new RotaryScaling.None();
            case "linear" -> new RotaryScaling.Linear(config.number("factor"));
            case "llama3" -> new RotaryScaling.Llama3(config.number("factor"), config.number("low_freq_factor"),
                    config.number("high_freq_factor"), config.number("original_max_position_embeddings"));
            default -> throw config.problem(key, "is '" + type + "', which is not supported");
        };
    }

    private static boolean isOff(ConfigReader config, String key) {
        return config.has(key) && !config.flag(key);
    }

    private static void requireText(ConfigReader config, String key, String supported) {
        if (config.has(key) && !config.text(key).equals(supported)) {
            throw config.problem(key, "is '" + config.text(key) + "'; only '" + supported + "' is supported");
        }
    }

    @Override
    public Checkpoint open() {
        return weights().open();
    }

    @Override
    public List<Path> sources() {
        List<Path> sources = new ArrayList<>();
        sources.add(configFile());
        sources.addAll(weights().files());
        return sources;
    }

    @Override
    public LlamaNames names() {
        return LlamaNames.SAFETENSORS;
    }

    private Path configFile() {
        return this.directory.resolve("config.json");
    }

    private SafetensorsDirectory weights() {
        return new SafetensorsDirectory(this.directory);
    }

}
