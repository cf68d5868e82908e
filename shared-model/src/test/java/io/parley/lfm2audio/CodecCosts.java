package io.parley.lfm2audio;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import io.parley.compile.lfm2audio.CodecGraphs;
import io.parley.compile.lfm2audio.DetokenizerConfig;
import io.parley.compile.lfm2audio.MimiConstants;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.weights.Checkpoint;
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
        Path file = new FullSizeCodecs().mimi().write(this.directory.resolve("mimi.safetensors"));
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
        Files.writeString(this.directory.resolve("config.json"), FullSizeCodecs.CONFIG);
        DetokenizerConfig config = DetokenizerConfig.read(this.directory);
        Path file = new FullSizeCodecs().detokenizer().write(this.directory.resolve("detokenizer.safetensors"));
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

}
