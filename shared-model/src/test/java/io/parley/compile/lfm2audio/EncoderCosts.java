package io.parley.compile.lfm2audio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

import io.parley.audio.PerFeatureLogMel;
import io.parley.compile.graph.Float32Linear;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.ShapedWeights;
import io.parley.concurrent.Cancellation;
import io.parley.lfm2audio.AudioEncoder;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.weights.Checkpoint;
import io.parley.weights.SafetensorsCheckpoint;

/**
 * Prints what the encoder costs on a checkpoint, as {@link FullSizeCheckpoint} writes it.
 * Not a test; run its main method on the test class path.
 */
final class EncoderCosts {

    private static final int RUNS = 20;

    private EncoderCosts() {
    }

    /** Takes the checkpoint's directory, one for the graph, and lengths in seconds. */
    public static void main(String[] arguments) throws IOException {
        Path source = Path.of(arguments[0]);
        Path onnx = Files.createDirectories(Path.of(arguments[1])).resolve("encoder.onnx");
        Lfm2AudioConfig config = Lfm2AudioConfig.read(source);
        long start = System.nanoTime();
        try (Checkpoint checkpoint = SafetensorsCheckpoint.open(source.resolve("model.safetensors"));
                GraphBuilder graph = new GraphBuilder(onnx, (_, _) -> {
                })) {
            new FastConformerGraph(graph, new ShapedWeights(checkpoint), config.encoder(), config.backbone().width(),
                    new Float32Linear())
                .write();
            graph.finish();
        }
        print("compiled", start);
        InferenceRuntime runtime = new InferenceRuntime(2);
        start = System.nanoTime();
        try (Graph graph = runtime.load(onnx)) {
            print("loaded", start);
            AudioEncoder encoder = new AudioEncoder(runtime, graph, config);
            for (String seconds : Arrays.copyOfRange(arguments, 2, arguments.length)) {
                time(encoder, Integer.parseInt(seconds));
            }
        }
    }

    private static void time(AudioEncoder encoder, int seconds) throws IOException {
        float[] sound = new float[seconds * PerFeatureLogMel.SAMPLE_RATE];
        Random random = new Random(seconds);
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (float) (0.1 * random.nextGaussian());
        }
        PerFeatureLogMel frontEnd = new PerFeatureLogMel(128);
        double[] features = new double[RUNS];
        double[] whole = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            frontEnd.compute(sound, 0, sound.length);
            long between = System.nanoTime();
            encoder.encode(sound, 0, sound.length, Cancellation.never()).close();
            features[run] = (between - start) / 1e6;
            whole[run] = (System.nanoTime() - between) / 1e6;
        }
        System.out.printf("%d s: mel %.1f ms (least %.1f), mel and encoder %.1f ms (least %.1f); peak %s%n", seconds,
                median(features), features[0], median(whole), whole[0], peakMemory());
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
        System.out.printf("%s in %.1f s; peak %s%n", what, (System.nanoTime() - start) / 1e9, peakMemory());
    }

}
