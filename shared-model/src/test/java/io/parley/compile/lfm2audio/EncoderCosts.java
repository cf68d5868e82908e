package io.parley.compile.lfm2audio;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

import io.parley.audio.PerFeatureLogMel;
import io.parley.compile.graph.Float32Linear;
import io.parley.compile.graph.GraphBuilder;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Binding;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.Tensor;
import io.parley.testing.SafetensorsFile;
import io.parley.weights.Checkpoint;
import io.parley.weights.DataType;
import io.parley.weights.SafetensorsCheckpoint;

/**
 * Prints what the encoder costs at the published model's size with random weights, by
 * hand: {@code java EncoderCosts SECONDS...}.
 */
final class EncoderCosts {

    private static final EncoderConfig CONFIG = new EncoderConfig(128, 17, 512, 8, 4, 256, 9, false);

    private static final int OUTPUTS = 2048;

    private static final int RUNS = 20;

    private final Random random = new Random(1);

    private final SafetensorsFile file = new SafetensorsFile();

    private EncoderCosts() {
    }

    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createTempDirectory("encoder-costs");
        try {
            Path weights = new EncoderCosts().checkpoint(directory.resolve("model.safetensors"));
            Path onnx = directory.resolve("encoder.onnx");
            long start = System.nanoTime();
            try (Checkpoint checkpoint = SafetensorsCheckpoint.open(weights);
                    GraphBuilder graph = new GraphBuilder(onnx, (name, bytes) -> {
                    })) {
                new FastConformerGraph(graph, new ShapedWeights(checkpoint), CONFIG, OUTPUTS, new Float32Linear())
                    .write();
                graph.finish();
            }
            print("compile", start);
            InferenceRuntime runtime = new InferenceRuntime(2);
            start = System.nanoTime();
            try (Graph graph = runtime.load(onnx)) {
                print("load", start);
                for (String seconds : arguments) {
                    time(runtime, graph, Integer.parseInt(seconds));
                }
            }
        }
        finally {
            for (String name : List.of("model.safetensors", "encoder.onnx", "encoder.onnx.data", "")) {
                Files.deleteIfExists(directory.resolve(name));
            }
        }
    }

    private static void time(InferenceRuntime runtime, Graph graph, int seconds) throws IOException {
        float[] sound = new float[seconds * PerFeatureLogMel.SAMPLE_RATE];
        Random random = new Random(seconds);
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (float) (0.1 * random.nextGaussian());
        }
        PerFeatureLogMel frontEnd = new PerFeatureLogMel(CONFIG.melBands());
        int frames = PerFeatureLogMel.frames(sound.length);
        double[] features = new double[RUNS];
        double[] encoder = new double[RUNS];
        try (Tensor mel = runtime.floats(1, frames, CONFIG.melBands());
                Tensor embeddings = runtime.floats(1, FastConformerGraph.embeddings(frames), OUTPUTS);
                Binding binding = graph.bind()) {
            binding.input(FastConformerGraph.MEL, mel).output(FastConformerGraph.EMBEDDINGS, embeddings);
            for (int run = 0; run < RUNS; run++) {
                long start = System.nanoTime();
                mel.floats().put(0, frontEnd.compute(sound, 0, sound.length));
                long between = System.nanoTime();
                binding.run(Cancellation.never());
                features[run] = (between - start) / 1e6;
                encoder[run] = (System.nanoTime() - between) / 1e6;
            }
        }
        System.out.printf("%d s: mel %.1f ms (least %.1f), encoder %.1f ms (least %.1f), peak memory %s%n", seconds,
                median(features), features[0], median(encoder), encoder[0], peakMemory());
    }

    /** Sorts, too. */
    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static String peakMemory() throws IOException {
        Path status = Path.of("/proc/self/status");
        return !Files.exists(status) ? "unknown"
                : Files.readAllLines(status).stream().filter((line) -> line.startsWith("VmHWM")).findFirst().orElse("");
    }

    private static void print(String what, long start) throws IOException {
        System.out.printf("%s %.1f s, peak memory %s%n", what, (System.nanoTime() - start) / 1e9, peakMemory());
    }

    private Path checkpoint(Path target) throws IOException {
        int width = CONFIG.width();
        int channels = CONFIG.subsamplingChannels();
        for (int conv : new int[] { 0, 2, 5 }) {
            biased("conformer.pre_encode.conv." + conv, channels, 1, 3, 3);
        }
        for (int conv : new int[] { 3, 6 }) {
            biased("conformer.pre_encode.conv." + conv, channels, channels, 1, 1);
        }
        biased("conformer.pre_encode.out", width, 16L * channels);
        for (int i = 0; i < CONFIG.layers(); i++) {
            layer("conformer.layers." + i + ".", width);
        }
        biased("audio_adapter.model.0", width);
        biased("audio_adapter.model.1", OUTPUTS, width);
        biased("audio_adapter.model.3", OUTPUTS, OUTPUTS);
        return this.file.write(target);
    }

    private void layer(String name, int width) {
        for (String norm : List.of("feed_forward1", "self_att", "conv", "feed_forward2", "out")) {
            biased(name + "norm_" + norm, width);
        }
        for (String block : List.of("feed_forward1", "feed_forward2")) {
            biased(name + block + ".linear1", 4L * width, width);
            biased(name + block + ".linear2", width, 4L * width);
        }
        for (String part : List.of("q", "k", "v", "out")) {
            biased(name + "self_attn.linear_" + part, width, width);
        }
        tensor(name + "self_attn.linear_pos.weight", width, width);
        tensor(name + "self_attn.pos_bias_u", CONFIG.heads(), width / CONFIG.heads());
        tensor(name + "self_attn.pos_bias_v", CONFIG.heads(), width / CONFIG.heads());
        biased(name + "conv.pointwise_conv1", 2L * width, width, 1);
        biased(name + "conv.depthwise_conv", width, 1, CONFIG.kernel());
        biased(name + "conv.batch_norm", width);
        tensor(name + "conv.batch_norm.running_mean", width);
        tensor(name + "conv.batch_norm.running_var", width);
        biased(name + "conv.pointwise_conv2", width, width, 1);
    }

    private void biased(String module, long... shape) {
        tensor(module + ".weight", shape);
        tensor(module + ".bias", shape[0]);
    }

    /** Uniform, positive for variances, of a size that keeps activations in bounds. */
    private void tensor(String name, long... shape) {
        long inputs = LongStream.of(shape).skip(1).reduce(1, Math::multiplyExact);
        double range = (shape.length > 1) ? Math.sqrt(3.0 / inputs) : 0.5;
        double middle = name.contains("norm") && !name.endsWith("bias") && !name.endsWith("mean") ? 1 : 0;
        this.file.add(name, DataType.BFLOAT16, LongStream.of(shape).boxed().toList(),
                (out) -> write(out, LongStream.of(shape).reduce(1, Math::multiplyExact), middle, range));
    }

    private void write(OutputStream out, long count, double middle, double range) throws IOException {
        for (long i = 0; i < count; i++) {
            float value = (float) (middle + range * (2 * this.random.nextDouble() - 1));
            int bits = Float.floatToIntBits(value) >>> 16;
            out.write(bits);
            out.write(bits >>> 8);
        }
    }

}
