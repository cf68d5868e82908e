package io.parley.compile.lfm2audio;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

import io.parley.testing.SafetensorsFile;
import io.parley.testing.SharedData;
import io.parley.weights.DataType;

/**
 * Writes a checkpoint directory of LFM2-Audio's published size with random weights:
 * {@code config.json} and {@code model.safetensors} in bfloat16, 2.94 GB, the names and
 * shapes of the published file, and the tiny model's tokenizer. Every tensor differs from
 * every other, because the runtime shares equal ones and would look faster than it is.
 * What such a model answers is noise; it is for time and memory. Not a test; run its main
 * method on the test class path.
 */
final class FullSizeCheckpoint {

    private static final int WIDTH = 2048;

    private static final int VOCABULARY = 65_536;

    private static final int LAYERS = 16;

    private static final Set<Integer> ATTENTION = Set.of(2, 5, 8, 10, 12, 14);

    private static final int ENCODER_WIDTH = 512;

    private static final int ENCODER_LAYERS = 17;

    private static final int DEPTH_WIDTH = 1024;

    private static final int DEPTH_LAYERS = 6;

    private static final int CODEBOOKS = 8;

    private static final int CHUNK = 1 << 16;

    private final SafetensorsFile file = new SafetensorsFile();

    private long values;

    private FullSizeCheckpoint() {
    }

    /** Takes the directory to write to, which is made if it is not there. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        long start = System.nanoTime();
        FullSizeCheckpoint checkpoint = new FullSizeCheckpoint();
        checkpoint.backbone();
        checkpoint.encoder();
        checkpoint.depthformer();
        Path file = checkpoint.file.write(directory.resolve("model.safetensors"));
        Files.writeString(directory.resolve("config.json"), config());
        for (String name : List.of("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json")) {
            Files.write(directory.resolve(name), Files.readAllBytes(SharedData.path("lfm2-audio/tiny/" + name)));
        }
        System.out.printf("%,d values, %,d bytes, %.0f s%n", checkpoint.values, Files.size(file),
                (System.nanoTime() - start) / 1e9);
    }

    private void backbone() {
        weight("lfm.embed_tokens.weight", VOCABULARY, WIDTH);
        norm("lfm.embedding_norm.weight", WIDTH);
        for (int i = 0; i < LAYERS; i++) {
            String layer = "lfm.layers." + i + ".";
            norm(layer + "operator_norm.weight", WIDTH);
            norm(layer + "ffn_norm.weight", WIDTH);
            feedForward(layer, WIDTH, 8192);
            if (ATTENTION.contains(i)) {
                weight(layer + "self_attn.q_proj.weight", WIDTH, WIDTH);
                weight(layer + "self_attn.k_proj.weight", 512, WIDTH);
                weight(layer + "self_attn.v_proj.weight", 512, WIDTH);
                weight(layer + "self_attn.out_proj.weight", WIDTH, WIDTH);
                norm(layer + "self_attn.q_layernorm.weight", 64);
                norm(layer + "self_attn.k_layernorm.weight", 64);
            }
            else {
                weight(layer + "conv.in_proj.weight", 3 * WIDTH, WIDTH);
                weight(layer + "conv.conv.weight", WIDTH, 1, 3);
                weight(layer + "conv.out_proj.weight", WIDTH, WIDTH);
            }
        }
        weight("audio_embedding.embedding.weight", CODEBOOKS * Lfm2AudioConfig.CODES, WIDTH);
        weight("audio_embedding.to_logits.weight", CODEBOOKS * Lfm2AudioConfig.CODES, WIDTH);
        norm("audio_embedding.embedding_norm.weight", WIDTH);
    }

    private void encoder() {
        int channels = 256;
        for (int i : new int[] { 0, 2, 3, 5, 6 }) {
            String convolution = "conformer.pre_encode.conv." + i;
            if (i == 3 || i == 6) {
                weight(convolution + ".weight", channels, channels, 1, 1);
            }
            else {
                weight(convolution + ".weight", channels, 1, 3, 3);
            }
            bias(convolution + ".bias", channels);
        }
        linear("conformer.pre_encode.out", ENCODER_WIDTH, 16 * channels);
        for (int i = 0; i < ENCODER_LAYERS; i++) {
            conformerLayer("conformer.layers." + i + ".");
        }
        norm("audio_adapter.model.0.weight", ENCODER_WIDTH);
        bias("audio_adapter.model.0.bias", ENCODER_WIDTH);
        linear("audio_adapter.model.1", WIDTH, ENCODER_WIDTH);
        linear("audio_adapter.model.3", WIDTH, WIDTH);
    }

    private void conformerLayer(String layer) {
        for (String name : List.of("norm_feed_forward1", "norm_self_att", "norm_conv", "norm_feed_forward2",
                "norm_out")) {
            norm(layer + name + ".weight", ENCODER_WIDTH);
            bias(layer + name + ".bias", ENCODER_WIDTH);
        }
        for (String name : List.of("feed_forward1", "feed_forward2")) {
            linear(layer + name + ".linear1", 4 * ENCODER_WIDTH, ENCODER_WIDTH);
            linear(layer + name + ".linear2", ENCODER_WIDTH, 4 * ENCODER_WIDTH);
        }
        for (String name : List.of("q", "k", "v", "out")) {
            linear(layer + "self_attn.linear_" + name, ENCODER_WIDTH, ENCODER_WIDTH);
        }
        weight(layer + "self_attn.linear_pos.weight", ENCODER_WIDTH, ENCODER_WIDTH);
        weight(layer + "self_attn.pos_bias_u", 8, 64);
        weight(layer + "self_attn.pos_bias_v", 8, 64);
        weight(layer + "conv.pointwise_conv1.weight", 2 * ENCODER_WIDTH, ENCODER_WIDTH, 1);
        bias(layer + "conv.pointwise_conv1.bias", 2 * ENCODER_WIDTH);
        weight(layer + "conv.depthwise_conv.weight", ENCODER_WIDTH, 1, 9);
        bias(layer + "conv.depthwise_conv.bias", ENCODER_WIDTH);
        norm(layer + "conv.batch_norm.weight", ENCODER_WIDTH);
        bias(layer + "conv.batch_norm.bias", ENCODER_WIDTH);
        bias(layer + "conv.batch_norm.running_mean", ENCODER_WIDTH);
        norm(layer + "conv.batch_norm.running_var", ENCODER_WIDTH);
        this.file.integers(layer + "conv.batch_norm.num_batches_tracked", DataType.INT64, new long[] { 1 });
        weight(layer + "conv.pointwise_conv2.weight", ENCODER_WIDTH, ENCODER_WIDTH, 1);
        bias(layer + "conv.pointwise_conv2.bias", ENCODER_WIDTH);
    }

    private void depthformer() {
        linear("depth_linear", CODEBOOKS * DEPTH_WIDTH, WIDTH);
        for (int i = 0; i < DEPTH_LAYERS; i++) {
            String layer = "depthformer.layers." + i + ".";
            norm(layer + "operator_norm.weight", DEPTH_WIDTH);
            norm(layer + "ffn_norm.weight", DEPTH_WIDTH);
            weight(layer + "operator.qkv_proj.weight", 1536, DEPTH_WIDTH);
            weight(layer + "operator.out_proj.weight", DEPTH_WIDTH, DEPTH_WIDTH);
            norm(layer + "operator.bounded_attention.q_layernorm.weight", 32);
            norm(layer + "operator.bounded_attention.k_layernorm.weight", 32);
            feedForward(layer, DEPTH_WIDTH, 2816);
        }
        norm("audio_loss_weights", CODEBOOKS);
        this.file.integers("codebook_offsets", DataType.INT64,
                LongStream.range(0, CODEBOOKS).map((k) -> k * Lfm2AudioConfig.CODES).toArray(), CODEBOOKS);
        for (int k = 0; k < CODEBOOKS; k++) {
            String codebook = "depth_embeddings." + k + ".";
            // a tied pair, stored twice
            seeded(codebook + "embedding.weight", 100 + k, Lfm2AudioConfig.CODES, DEPTH_WIDTH);
            seeded(codebook + "to_logits.weight", 100 + k, Lfm2AudioConfig.CODES, DEPTH_WIDTH);
            norm(codebook + "embedding_norm.weight", DEPTH_WIDTH);
        }
    }

    private void feedForward(String layer, int width, int inner) {
        weight(layer + "feed_forward.w1.weight", inner, width);
        weight(layer + "feed_forward.w2.weight", width, inner);
        weight(layer + "feed_forward.w3.weight", inner, width);
    }

    private void linear(String name, int outputs, int inputs) {
        weight(name + ".weight", outputs, inputs);
        bias(name + ".bias", outputs);
    }

    private void weight(String name, long... shape) {
        seeded(name, name.hashCode(), shape);
    }

    // keeps the size of what it is applied to, about
    private void seeded(String name, int seed, long... shape) {
        long inputs = Arrays.stream(shape).skip(1).reduce(1, Math::multiplyExact);
        uniform(name, seed, 0, Math.sqrt(3.0 / inputs), shape);
    }

    private void norm(String name, int width) {
        uniform(name, name.hashCode(), 1, 0.2, width);
    }

    private void bias(String name, int width) {
        uniform(name, name.hashCode(), 0, 0.02, width);
    }

    private void uniform(String name, int seed, double middle, double reach, long... shape) {
        long count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        this.values += count;
        this.file.add(name, DataType.BFLOAT16, Arrays.stream(shape).boxed().toList(),
                (out) -> write(out, new SplittableRandom(seed), middle, reach, count));
    }

    private static void write(OutputStream out, SplittableRandom random, double middle, double reach, long count)
            throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(2 * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (long first = 0; first < count; first += CHUNK) {
            int length = (int) Math.min(CHUNK, count - first);
            for (int i = 0; i < length; i++) {
                float value = (float) (middle + reach * (2 * random.nextDouble() - 1));
                chunk.putShort(2 * i, (short) (Float.floatToRawIntBits(value) >>> 16));
            }
            out.write(chunk.array(), 0, 2 * length);
        }
    }

    /** The tiny model's configuration in the published sizes. */
    private static String config() throws IOException {
        String config = Files.readString(SharedData.path("lfm2-audio/tiny/config.json"));
        StringBuilder kinds = new StringBuilder();
        for (int i = 0; i < LAYERS; i++) {
            kinds.append((i > 0) ? ", " : "").append(ATTENTION.contains(i) ? "\"full_attention\"" : "\"conv\"");
        }
        config = config.replaceFirst("(?s)\"layer_types\": \\[.*?\\]", "\"layer_types\": [" + kinds + "]");
        String[] sizes = { "n_layers", "" + ENCODER_LAYERS, "d_model", "" + ENCODER_WIDTH, "subsampling_conv_channels",
                "256", "n_heads", "8", "block_dim", "" + WIDTH, "block_ff_dim", "12288", "block_multiple_of", "256",
                "conv_dim", "" + WIDTH, "conv_dim_out", "" + WIDTH, "hidden_size", "" + WIDTH, "intermediate_size",
                "12288", "num_attention_heads", "32", "num_heads", "32", "num_hidden_layers", "" + LAYERS,
                "num_key_value_heads", "8", "vocab_size", "" + VOCABULARY, "layers", "" + DEPTH_LAYERS, "dim",
                "" + DEPTH_WIDTH };
        for (int i = 0; i < sizes.length; i += 2) {
            config = config.replaceFirst("\"" + sizes[i] + "\": \\d+", "\"" + sizes[i] + "\": " + sizes[i + 1]);
        }
        return config;
    }

}
