package io.parley.lfm2audio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;

import io.parley.compile.GraphStore;
import io.parley.compile.SourceDigests;
import io.parley.compile.graph.Axis;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.Operator;
import io.parley.compile.lfm2audio.CheckpointDirectory;
import io.parley.compile.lfm2audio.Lfm2AudioCompiler;
import io.parley.compile.lfm2audio.Lfm2AudioConfig;
import io.parley.compile.lfm2audio.Lfm2AudioGraphs;
import io.parley.compile.lfm2audio.Lfm2AudioRecipe;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Binding;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.Tensor;
import io.parley.weights.DataType;

/** What is measured beside a model's work: its parts in memory, and what a run costs. */
final class PartCosts {

    private static final int RUNS = 2000;

    /** Tensors in and tensors out of a backbone's run. */
    private static final int BOUND = 25;

    private PartCosts() {
    }

    /**
     * Prints what each part takes when it is loaded.
     */
    static void loading(CheckpointDirectory checkpoint, Path store, Lfm2AudioRecipe recipe, InferenceRuntime runtime)
            throws IOException {
        Lfm2AudioGraphs graphs = new Lfm2AudioCompiler(new GraphStore(store), new SourceDigests(store))
            .compile(checkpoint, Lfm2AudioConfig.read(checkpoint.path()), recipe, (_, _) -> {
            }, Cancellation.never());
        List<Graph> loaded = new ArrayList<>();
        for (Path file : new LinkedHashSet<>(List.of(graphs.encoder(), graphs.prompt(), graphs.step(),
                graphs.textHead(), graphs.depthformer(), Objects.requireNonNull(graphs.codec()).file()))) {
            long before = resident();
            long start = System.nanoTime();
            loaded.add(runtime.load(file));
            System.out.printf("%s: %,d MiB, loaded in %.1f s%n", file.getParent().getFileName(),
                    resident() - before >> 10, seconds(start));
        }
        loaded.forEach(Graph::close);
    }

    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status"))
            .stream()
            .filter((line) -> line.startsWith("RssAnon"))
            .mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum();
    }

    /**
     * What it takes to hand tensors to the runtime and to come back, as many as the
     * backbone has, for a graph that does nothing.
     */
    static void binding(InferenceRuntime runtime, Path directory) throws IOException {
        Path file = directory.resolve("nothing.onnx");
        try (GraphBuilder graph = new GraphBuilder(file, (_, _) -> {
        })) {
            for (int i = 0; i < BOUND; i++) {
                graph.input("x" + i, DataType.FLOAT32, Axis.of(1));
                graph.addNamed("y" + i, Operator.onnx("Identity"), "x" + i);
                graph.output("y" + i, DataType.FLOAT32, Axis.of(1));
            }
            graph.finish();
        }
        List<Double> times = new ArrayList<>();
        try (Graph graph = runtime.load(file);
                Binding binding = graph.bind();
                Tensor in = runtime.floats(1);
                Tensor out = runtime.floats(1)) {
            for (int i = 0; i < BOUND; i++) {
                binding.input("x" + i, in).output("y" + i, out);
            }
            for (int i = 0; i < RUNS; i++) {
                long start = System.nanoTime();
                binding.run(Cancellation.never());
                times.add(seconds(start));
            }
        }
        System.out.printf("a run of nothing with %d tensors in and out: %.3f ms%n", BOUND,
                1e3 * times.stream().sorted().skip(RUNS / 2).findFirst().orElseThrow());
    }

    /** Of this process. */
    static String memory() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status"))
            .stream()
            .filter((line) -> line.startsWith("VmHWM") || line.startsWith("RssAnon") || line.startsWith("RssFile"))
            .map((line) -> line.replaceAll("\\s+", " "))
            .toList()
            .toString();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

}
