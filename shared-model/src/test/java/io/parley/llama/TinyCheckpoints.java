package io.parley.llama;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

import io.parley.testing.GgufFile;
import io.parley.testing.SafetensorsFile;

/**
 * A tiny model of random weights, the same one in both containers: as the model hub has
 * it, and as llama.cpp's converter turns that into GGUF, where rows of queries and keys
 * are stored so that neighbours make a pair.
 */
final class TinyCheckpoints {

    static final int VOCABULARY = 40;

    private static final int WIDTH = 64;

    private static final int HEADS = 4;

    private static final int SHARED = 2;

    private static final int HEAD = WIDTH / HEADS;

    private static final int INNER = 96;

    private static final int LAYERS = 2;

    private final Random random = new Random(11);

    private final GgufFile gguf;

    private final SafetensorsFile safetensors = new SafetensorsFile();

    private final Map<String, Object> config = new LinkedHashMap<>();

    /**
     * A model.
     * @param head whether it has an output projection of its own
     * @param architecture GGUF's, "llama" or "qwen2"; the latter has biases and no
     * reordered rows
     */
    TinyCheckpoints(boolean head, String architecture) {
        this.gguf = new GgufFile().text("general.architecture", architecture)
            .integer(architecture + ".block_count", LAYERS)
            .integer(architecture + ".context_length", 128)
            .integer(architecture + ".embedding_length", WIDTH)
            .integer(architecture + ".feed_forward_length", INNER)
            .integer(architecture + ".attention.head_count", HEADS)
            .integer(architecture + ".attention.head_count_kv", SHARED)
            .number(architecture + ".attention.layer_norm_rms_epsilon", 1e-5f)
            .number(architecture + ".rope.freq_base", 5000);
        this.config.put("model_type", '"' + architecture + '"');
        this.config.put("hidden_size", WIDTH);
        this.config.put("num_hidden_layers", LAYERS);
        this.config.put("num_attention_heads", HEADS);
        this.config.put("num_key_value_heads", SHARED);
        this.config.put("intermediate_size", INNER);
        this.config.put("vocab_size", VOCABULARY);
        this.config.put("max_position_embeddings", 128);
        this.config.put("rms_norm_eps", "1e-5");
        this.config.put("rope_theta", 5000);
        this.config.put("hidden_act", "\"silu\"");
        boolean biased = architecture.equals("qwen2");
        matrix("token_embd", "model.embed_tokens", VOCABULARY, WIDTH, 0);
        for (int i = 0; i < LAYERS; i++) {
            String from = "blk." + i + ".";
            String to = "model.layers." + i + ".";
            vector(from + "attn_norm.weight", to + "input_layernorm.weight", WIDTH, 1);
            matrix(from + "attn_q", to + "self_attn.q_proj", WIDTH, WIDTH, biased ? 0 : HEADS);
            matrix(from + "attn_k", to + "self_attn.k_proj", SHARED * HEAD, WIDTH, biased ? 0 : SHARED);
            matrix(from + "attn_v", to + "self_attn.v_proj", SHARED * HEAD, WIDTH, 0);
            if (biased) {
                vector(from + "attn_q.bias", to + "self_attn.q_proj.bias", WIDTH, 0);
                vector(from + "attn_k.bias", to + "self_attn.k_proj.bias", SHARED * HEAD, 0);
                vector(from + "attn_v.bias", to + "self_attn.v_proj.bias", SHARED * HEAD, 0);
            }
            matrix(from + "attn_output", to + "self_attn.o_proj", WIDTH, WIDTH, 0);
            vector(from + "ffn_norm.weight", to + "post_attention_layernorm.weight", WIDTH, 1);
            matrix(from + "ffn_gate", to + "mlp.gate_proj", INNER, WIDTH, 0);
            matrix(from + "ffn_up", to + "mlp.up_proj", INNER, WIDTH, 0);
            matrix(from + "ffn_down", to + "mlp.down_proj", WIDTH, INNER, 0);
        }
        vector("output_norm.weight", "model.norm.weight", WIDTH, 1);
        if (head) {
            matrix("output", "lm_head", VOCABULARY, WIDTH, 0);
        }
    }

    /** Adds or replaces a key of the configuration, its value as JSON. */
    TinyCheckpoints config(String key, String value) {
        this.config.put(key, value);
        return this;
    }

    /** Adds a key to the GGUF file. */
    GgufFile gguf() {
        return this.gguf;
    }

    Path writeGguf(Path file) throws IOException {
        return this.gguf.write(file);
    }

    Path writeSafetensors(Path directory) throws IOException {
        Files.createDirectories(directory);
        StringBuilder json = new StringBuilder("{");
        this.config
            .forEach((key, value) -> json.append((json.length() > 1) ? ", " : "").append('"' + key + "\": " + value));
        Files.writeString(directory.resolve("config.json"), json.append('}'));
        this.safetensors.write(directory.resolve("model.safetensors"));
        return directory;
    }

    private void vector(String from, String to, int size, float around) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = around + 0.2f * (float) this.random.nextGaussian();
        }
        this.gguf.float32(from, values, size);
        this.safetensors.float32(to, values, size);
    }

    private void matrix(String from, String to, int rows, int columns, int reorderedHeads) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) this.random.nextGaussian() / (float) Math.sqrt(columns) * 1.5f;
        }
        this.safetensors.float32(to + ".weight", values, rows, columns);
        this.gguf.float32(from + ".weight", (reorderedHeads > 0) ? neighbours(values, columns) : values, rows, columns);
    }

    /** Rows i and i + half of a head become neighbours. */
    private static float[] neighbours(float[] values, int columns) {
        float[] reordered = new float[values.length];
        int rows = values.length / columns;
        for (int row = 0; row < rows; row++) {
            int within = row % HEAD;
            int place = row - within + ((within < HEAD / 2) ? 2 * within : 2 * (within - HEAD / 2) + 1);
            System.arraycopy(values, row * columns, reordered, place * columns, columns);
        }
        return reordered;
    }

}
