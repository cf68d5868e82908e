package io.parley.compile.lfm2audio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

import io.parley.compile.graph.BlockInt4Linear;
import io.parley.compile.graph.BlockInt8Linear;
import io.parley.compile.graph.DynamicInt8Linear;
import io.parley.compile.graph.Float32Linear;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.LinearPrecision;
import io.parley.compile.graph.RowInt8Linear;
import io.parley.concurrent.Cancellation;
import io.parley.lfm2audio.Sampling;
import io.parley.lfm2audio.TokenSampler;
import io.parley.pool.Binding;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.Tensor;
import io.parley.weights.Checkpoint;
import io.parley.weights.SafetensorsCheckpoint;

/**
 * Measures compiling, loading and running backbone, text head and depthformer in the
 * precisions given, each in turn. Not a test; run its main method on the test class path,
 * with a checkpoint directory as {@link FullSizeCheckpoint} writes it, a directory for
 * the graphs and ids of precisions, as "int4-block-128".
 */
final class LanguageModelCosts {

    private static final int RUNS = 21;

    private static final List<LinearPrecision> PRECISIONS = List.of(new Float32Linear(), new DynamicInt8Linear(),
            new RowInt8Linear(), new BlockInt8Linear(32), new BlockInt8Linear(128), new BlockInt4Linear(32),
            new BlockInt4Linear(64), new BlockInt4Linear(128));

    private final Path directory;

    private final Lfm2AudioConfig config;

    private final InferenceRuntime runtime = new InferenceRuntime(2);

    private final Random random = new Random(1);

    private final LinearPrecision precision;

    private LanguageModelCosts(Path checkpoint, Path directory, LinearPrecision precision) {
        this.precision = precision;
        this.directory = directory;
        this.config = Lfm2AudioConfig.read(checkpoint);
    }

    public static void main(String[] arguments) throws Exception {
        for (LinearPrecision precision : PRECISIONS) {
            if (!List.of(arguments).subList(2, arguments.length).contains(precision.id())) {
                continue;
            }
            System.out.println(precision.id());
            LanguageModelCosts costs = new LanguageModelCosts(Path.of(arguments[0]),
                    Files.createDirectories(Path.of(arguments[1], precision.id())), precision);
            if (!Files.exists(costs.directory.resolve("depthformer.onnx"))) {
                try (Checkpoint checkpoint = SafetensorsCheckpoint.open(Path.of(arguments[0], "model.safetensors"))) {
                    costs.compile(new ShapedWeights(checkpoint));
                }
            }
            costs.backbone();
            costs.head();
            costs.depthformer();
        }
    }

    private void compile(ShapedWeights weights) throws IOException {
        compile("backbone",
                (graph) -> new Lfm2BackboneGraph(graph, weights, this.config.backbone(), this.precision)::write);
        compile("head", (graph) -> new TextHeadGraph(graph, weights, this.config.backbone(), this.precision)::write);
        compile("depthformer", (graph) -> new DepthformerGraph(graph, weights, this.config, this.precision)::write);
    }

    private void compile(String name, Function<GraphBuilder, Writer> writer) throws IOException {
        long start = System.nanoTime();
        Path file = this.directory.resolve(name + ".onnx");
        try (GraphBuilder graph = new GraphBuilder(file, (_, _) -> {
        })) {
            writer.apply(graph).write();
            graph.finish();
        }
        System.out.printf("%s: compiled in %.1f s, %,d bytes; %s%n", name, seconds(start),
                Files.size(this.directory.resolve(name + ".onnx.data")), memory());
    }

    private void backbone() throws IOException {
        long start = System.nanoTime();
        int width = this.config.backbone().width();
        try (BackboneSession session = new BackboneSession(this.runtime, this.directory.resolve("backbone.onnx"),
                this.config.backbone(), 4096)) {
            System.out.printf("backbone: loaded in %.1f s; %s%n", seconds(start), memory());
            start = System.nanoTime();
            session.run(values(89 * width));
            System.out.printf("backbone: first prefill of 89 in %.0f ms; %s%n", 1e3 * seconds(start), memory());
            report("backbone: step at about 100", () -> session.run(values(width)));
            report("backbone: prefill of 89", () -> {
                session.restart();
                session.run(values(89 * width));
            });
            session.run(values(900 * width));
            report("backbone: step at about 1000", () -> session.run(values(width)));
            start = System.nanoTime();
            session.run(values(512 * width));
            System.out.printf("backbone: chunk of 512 in %.0f ms; %s%n", 1e3 * seconds(start), memory());
        }
        System.out.printf("backbone: closed; %s%n", memory());
    }

    private void head() throws IOException {
        long start = System.nanoTime();
        try (Graph graph = this.runtime.load(this.directory.resolve("head.onnx"));
                Binding binding = graph.bind();
                Tensor hidden = this.runtime.floats(1, this.config.backbone().width());
                Tensor logits = this.runtime.floats(1, this.config.backbone().vocabulary())) {
            System.out.printf("head: loaded in %.1f s; %s%n", seconds(start), memory());
            hidden.floats().put(0, values(this.config.backbone().width()));
            binding.input("hidden", hidden).output("logits", logits);
            report("head", () -> binding.run(Cancellation.never()));
        }
    }

    private void depthformer() throws IOException {
        long start = System.nanoTime();
        TokenSampler sampler = new TokenSampler(new Sampling(0.8f, 64), this.random);
        try (DepthformerSession session = new DepthformerSession(this.runtime,
                this.directory.resolve("depthformer.onnx"), this.config)) {
            System.out.printf("depthformer: loaded in %.1f s; %s%n", seconds(start), memory());
            float[] hidden = values(this.config.backbone().width());
            float[] noise = new float[this.config.codebooks() * Lfm2AudioConfig.CODES];
            report("depthformer: frame, greedy", () -> session.greedy(hidden));
            report("depthformer: noise", () -> sampler.noise(noise));
            report("depthformer: frame, sampled", () -> session.sampled(hidden, 0.8f, 64, noise));
        }
    }

    private void report(String name, Runnable run) throws IOException {
        double[] milliseconds = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            run.run();
            milliseconds[i] = 1e3 * seconds(start);
        }
        Arrays.sort(milliseconds);
        System.out.printf("%s: median %.1f ms, least %.1f ms; %s%n", name, milliseconds[RUNS / 2], milliseconds[0],
                memory());
    }

    private float[] values(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (0.02 * this.random.nextGaussian());
        }
        return values;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static List<String> memory() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter((line) -> line.matches("(VmHWM|VmRSS|RssAnon|RssFile):.*"))
                .map((line) -> line.replaceAll("\\s+", " "))
                .toList();
        }
    }

    @FunctionalInterface
    private interface Writer {

        void write() throws IOException;

    }

}
