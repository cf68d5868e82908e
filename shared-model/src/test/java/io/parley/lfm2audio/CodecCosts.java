package io.parley.lfm2audio;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import io.parley.compile.lfm2audio.CodecGraphs;
import io.parley.compile.lfm2audio.DetokenizerConfig;
import io.parley.compile.lfm2audio.MimiConstants;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.testing.SafetensorsFile;
import io.parley.weights.Checkpoint;
import io.parley.weights.DataType;
import io.parley.weights.SafetensorsCheckpoint;

/**
 * What the codecs cost at their full size, with random weights. Run by hand: one
 * argument, an empty directory.
 */
final class CodecCosts {

    private static final int WARM_UP = 20;

    private static final int FRAMES = 400;

    private final Path directory;

    private final PrintStream out;

    private final InferenceRuntime runtime = new InferenceRuntime(2);

    private final SplittableRandom random = new SplittableRandom(11);

    private CodecCosts(Path directory, PrintStream out) {
        this.directory = directory;
        this.out = out;
    }

    public static void main(String[] arguments) throws Exception {
        CodecCosts costs = new CodecCosts(Path.of(arguments[0]), System.out);
        costs.mimi();
        costs.detokenizer();
    }

    private void mimi() throws Exception {
        MimiConstants constants = MimiConstants.published();
        Path file = mimiWeights(new SafetensorsFile()).write(this.directory.resolve("mimi.safetensors"));
        long start = System.nanoTime();
        Path graph;
        try (Checkpoint checkpoint = SafetensorsCheckpoint.open(file)) {
            graph = CodecGraphs.mimi(checkpoint, constants, this.directory, false);
        }
        report("Mimi compiled", start, graph);
        start = System.nanoTime();
        try (Graph loaded = this.runtime.load(graph);
                AudioCodecDecoder decoder = new MimiDecoder(this.runtime, loaded, constants.states())) {
            report("Mimi loaded", start, graph);
            time("Mimi", decoder);
        }
    }

    private void detokenizer() throws Exception {
        Files.writeString(this.directory.resolve("config.json"), """
                {"hidden_size": 512, "num_hidden_layers": 8, "num_attention_heads": 16, "num_key_value_heads": 8,
                 "vocab_size": 65536, "block_ff_dim": 3328, "block_auto_adjust_ff_dim": true,
                 "block_ffn_dim_multiplier": 1.0, "block_multiple_of": 256, "conv_L_cache": 3, "conv_bias": false,
                 "norm_eps": 1e-05, "rope_theta": 1000000.0, "max_position_embeddings": 128000, "sliding_window": 30,
                 "output_size": 1282, "layer_types": ["conv", "conv", "sliding_attention", "conv",
                 "sliding_attention", "conv", "sliding_attention", "conv"]}
                """);
        DetokenizerConfig config = DetokenizerConfig.read(this.directory);
        Path file = detokenizerWeights(new SafetensorsFile()).write(this.directory.resolve("detokenizer.safetensors"));
        long start = System.nanoTime();
        Path graph;
        try (Checkpoint checkpoint = SafetensorsCheckpoint.open(file)) {
            graph = CodecGraphs.detokenizer(checkpoint, config, this.directory, false);
        }
        report("Detokenizer compiled", start, graph);
        start = System.nanoTime();
        try (Graph loaded = this.runtime.load(graph);
                AudioCodecDecoder decoder = new Lfm2Detokenizer(this.runtime, loaded, config.states())) {
            report("Detokenizer loaded", start, graph);
            time("Detokenizer", decoder);
        }
    }

    private void time(String name, AudioCodecDecoder decoder) {
        int[][] frames = CodecStreams.random(FRAMES);
        for (int size : new int[] { 1, 4, 12, 1, 4, 12 }) {
            decoder.reset();
            double[] millis = new double[FRAMES / size];
            for (int call = 0; call < millis.length; call++) {
                int[][] some = Arrays.copyOfRange(frames, call * size, (call + 1) * size);
                long start = System.nanoTime();
                decoder.decode(some, Cancellation.never());
                millis[call] = (System.nanoTime() - start) / 1e6 / size;
            }
            double[] warm = Arrays.copyOfRange(millis, WARM_UP, millis.length);
            Arrays.sort(warm);
            this.out.printf("%s, %d frames a call: median %.2f ms a frame, 10 %% %.2f, 90 %% %.2f, worst %.2f%n", name,
                    size, warm[warm.length / 2], warm[warm.length / 10], warm[warm.length * 9 / 10],
                    warm[warm.length - 1]);
        }
        this.out.printf("%s: state %.1f MiB%n", name, decoder.bytes() / 1048576.0);
    }

    private void report(String what, long start, Path graph) throws IOException {
        this.out.printf("%s in %.1f s, weights %.1f MiB, resident %s%n", what, (System.nanoTime() - start) / 1e9,
                Files.size(graph.resolveSibling(graph.getFileName() + ".data")) / 1048576.0, resident());
    }

    private static String resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return "unknown";
        }
        return Files.readAllLines(status)
            .stream()
            .filter((line) -> line.startsWith("VmRSS"))
            .findFirst()
            .orElse("unknown");
    }

    private SafetensorsFile mimiWeights(SafetensorsFile file) {
        for (int codebook = -1; codebook < 7; codebook++) {
            String part = "quantizer." + ((codebook < 0) ? "rvq_first" : "rvq_rest");
            String name = part + ".vq.layers." + Math.max(0, codebook) + "._codebook.";
            random(file, name + "embedding_sum", 1, 2048, 256);
            random(file, name + "cluster_usage", 0, 2048);
            if (codebook < 1) {
                random(file, part + ".output_proj.weight", 256, 512, 256, 1);
            }
        }
        random(file, "upsample.convtr.convtr.convtr.weight", 2, 512, 1, 4);
        for (int layer = 0; layer < 8; layer++) {
            String name = "decoder_transformer.transformer.layers." + layer + ".";
            random(file, name + "self_attn.in_proj_weight", 512, 1536, 512);
            random(file, name + "self_attn.out_proj.weight", 512, 512, 512);
            random(file, name + "linear1.weight", 512, 2048, 512);
            random(file, name + "linear2.weight", 2048, 512, 2048);
            for (String vector : List.of("norm1.weight", "norm1.bias", "norm2.weight", "norm2.bias",
                    "layer_scale_1.scale", "layer_scale_2.scale")) {
                random(file, name + vector, 0, 512);
            }
        }
        convolution(file, "0.conv.conv", 1024, 1024, 512, 7);
        int[] ratios = { 8, 6, 5, 4 };
        for (int stage = 0; stage < ratios.length; stage++) {
            int inputs = 1024 >> stage;
            int width = inputs / 2;
            int number = 2 + 3 * stage;
            convolution(file, number + ".convtr.convtr", width, inputs, width, 2 * ratios[stage]);
            convolution(file, number + 1 + ".block.1.conv.conv", width / 2, width / 2, width, 3);
            convolution(file, number + 1 + ".block.3.conv.conv", width, width, width / 2, 1);
        }
        convolution(file, "14.conv.conv", 1, 1, 64, 3);
        return file;
    }

    private void convolution(SafetensorsFile file, String name, int outputs, long... shape) {
        random(file, "decoder.model." + name + ".weight", (int) (shape[1] * shape[2]), shape);
        random(file, "decoder.model." + name + ".bias", 0, outputs);
    }

    private SafetensorsFile detokenizerWeights(SafetensorsFile file) {
        random(file, "emb.emb.weight", 1, 16384, 512);
        random(file, "lfm.embedding_norm.weight", 0, 512);
        random(file, "lin.weight", 512, 1282, 512);
        random(file, "lin.bias", 0, 1282);
        for (int layer = 0; layer < 8; layer++) {
            String name = "lfm.layers." + layer + ".";
            random(file, name + "operator_norm.weight", 0, 512);
            random(file, name + "ffn_norm.weight", 0, 512);
            random(file, name + "feed_forward.w1.weight", 512, 2304, 512);
            random(file, name + "feed_forward.w3.weight", 512, 2304, 512);
            random(file, name + "feed_forward.w2.weight", 2304, 512, 2304);
            if (layer == 2 || layer == 4 || layer == 6) {
                random(file, name + "self_attn.q_proj.weight", 512, 512, 512);
                random(file, name + "self_attn.out_proj.weight", 512, 512, 512);
                random(file, name + "self_attn.k_proj.weight", 512, 256, 512);
                random(file, name + "self_attn.v_proj.weight", 512, 256, 512);
                random(file, name + "self_attn.q_layernorm.weight", 0, 32);
                random(file, name + "self_attn.k_layernorm.weight", 0, 32);
            }
            else {
                random(file, name + "conv.in_proj.weight", 512, 1536, 512);
                random(file, name + "conv.conv.weight", 3, 512, 1, 3);
                random(file, name + "conv.out_proj.weight", 512, 512, 512);
            }
        }
        return file;
    }

    /** Weights of unit gain; near 0.5 for vectors, which {@code inputs} 0 stands for. */
    private void random(SafetensorsFile file, String name, int inputs, long... shape) {
        SplittableRandom own = this.random.split();
        int size = (int) Arrays.stream(shape).reduce(1, Math::multiplyExact);
        file.add(name, DataType.FLOAT32, Arrays.stream(shape).boxed().toList(), (stream) -> {
            ByteBuffer bytes = ByteBuffer.allocate(size * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            double deviation = Math.sqrt(3.0 / Math.max(1, inputs));
            for (int i = 0; i < size; i++) {
                double value = own.nextDouble(-1, 1);
                bytes.putFloat((float) ((inputs == 0) ? 0.5 + 0.1 * value : deviation * value));
            }
            stream.write(bytes.array());
        });
    }

}
