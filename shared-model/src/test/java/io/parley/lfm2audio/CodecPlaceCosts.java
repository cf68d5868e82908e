package io.parley.lfm2audio;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.parley.compile.graph.Axis;
import io.parley.compile.graph.DynamicInt8Linear;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.Matrix;
import io.parley.compile.graph.Operator;
import io.parley.compile.graph.Projection;
import io.parley.compile.lfm2audio.CodecGraphs;
import io.parley.compile.lfm2audio.MimiConstants;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Binding;
import io.parley.pool.Graph;
import io.parley.pool.GraphOptions;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.Tensor;
import io.parley.weights.Checkpoint;
import io.parley.weights.DataType;
import io.parley.weights.SafetensorsCheckpoint;

/**
 * Where a codec's work is best done: between the steps of a generation, in runs of how
 * many frames, or beside them on a thread of its own. A step reads 1 GB of int8 weights,
 * as the backbone does. Run by hand: one argument, an empty directory.
 */
final class CodecPlaceCosts implements AutoCloseable {

    private static final int WIDTH = 2048;

    private static final int INNER = 4 * WIDTH;

    private static final int PAIRS = 30;

    private static final int FRAMES = 48;

    private static final int ROUNDS = 3;

    private final InferenceRuntime runtime = new InferenceRuntime(2);

    private final ExecutorService beside = Executors.newSingleThreadExecutor();

    private final int[][] codes = CodecStreams.random(FRAMES);

    private CodecPlaceCosts() {
    }

    public static void main(String[] arguments) throws Exception {
        try (CodecPlaceCosts costs = new CodecPlaceCosts()) {
            Path directory = Path.of(arguments[0]);
            costs.compare(generation(directory), mimi(directory));
        }
    }

    private void compare(Path generation, Path mimi) throws Exception {
        try (Graph both = this.runtime.load(generation, GraphOptions.ALL_THREADS);
                Graph codecBoth = this.runtime.load(mimi, GraphOptions.ALL_THREADS);
                Graph codecOne = this.runtime.load(mimi, GraphOptions.ONE_THREAD_AT_ONCE);
                Steps steps = new Steps(this.runtime, both);
                AudioCodecDecoder between = decoder(codecBoth);
                AudioCodecDecoder aside = decoder(codecOne)) {
            for (int round = 0; round < ROUNDS; round++) {
                print("generation alone", () -> between(steps, null, 1));
                for (int size : new int[] { 1, 2, 3, 4, 6, 12 }) {
                    print("between the steps, runs of " + size, () -> between(steps, between, size));
                }
                for (int size : new int[] { 1, 4, 12 }) {
                    print("beside, one thread, runs of " + size, () -> beside(steps, aside, size));
                }
            }
        }
        try (Graph one = this.runtime.load(generation, GraphOptions.ONE_THREAD);
                Graph codecOne = this.runtime.load(mimi, GraphOptions.ONE_THREAD_AT_ONCE);
                Steps steps = new Steps(this.runtime, one);
                AudioCodecDecoder aside = decoder(codecOne)) {
            for (int round = 0; round < ROUNDS; round++) {
                print("one thread, generation alone", () -> between(steps, null, 1));
                print("a thread each, runs of 12", () -> beside(steps, aside, 12));
            }
        }
    }

    private AudioCodecDecoder decoder(Graph graph) {
        return new MimiDecoder(this.runtime, graph, MimiConstants.published().states());
    }

    private void between(Steps steps, AudioCodecDecoder decoder, int size) {
        for (int frame = 1; frame <= FRAMES; frame++) {
            steps.run();
            if (decoder != null && frame % size == 0) {
                decoder.decode(Arrays.copyOfRange(this.codes, frame - size, frame), Cancellation.never());
            }
        }
    }

    private void beside(Steps steps, AudioCodecDecoder decoder, int size)
            throws InterruptedException, ExecutionException {
        List<Future<?>> runs = new ArrayList<>();
        for (int frame = 1; frame <= FRAMES; frame++) {
            steps.run();
            if (frame % size == 0) {
                int[][] some = Arrays.copyOfRange(this.codes, frame - size, frame);
                runs.add(this.beside.submit(() -> decoder.decode(some, Cancellation.never())));
            }
        }
        for (Future<?> run : runs) {
            run.get();
        }
    }

    private static void print(String what, Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        System.out.printf("%s: %.1f ms a frame%n", what, (System.nanoTime() - start) / 1e6 / FRAMES);
    }

    private static Path mimi(Path directory) throws IOException {
        Path file = new FullSizeCodecs().mimi().write(directory.resolve("mimi.safetensors"));
        try (Checkpoint checkpoint = SafetensorsCheckpoint.open(file)) {
            return CodecGraphs.mimi(checkpoint, MimiConstants.published(), directory, false);
        }
    }

    private static Path generation(Path directory) throws IOException {
        Path file = directory.resolve("generation.onnx");
        try (GraphBuilder graph = new GraphBuilder(file, (_, _) -> {
        })) {
            String x = graph.input("x", DataType.FLOAT32, Axis.of(1), Axis.of(1), Axis.of(WIDTH));
            for (int i = 0; i < PAIRS; i++) {
                x = new DynamicInt8Linear().apply(graph, "up_" + i, x,
                        new Projection(new RandomMatrix(INNER, WIDTH, 2 * i), null));
                x = new DynamicInt8Linear().apply(graph, "down_" + i, x,
                        new Projection(new RandomMatrix(WIDTH, INNER, 2 * i + 1), null));
            }
            graph.addNamed("y", Operator.onnx("Identity"), x);
            graph.output("y", DataType.FLOAT32, Axis.of(1), Axis.of(1), Axis.of(WIDTH));
            graph.finish();
        }
        return file;
    }

    @Override
    public void close() {
        this.beside.close();
        this.runtime.close();
    }

    /** The generation's steps. */
    private static final class Steps implements AutoCloseable {

        private final Tensor x;

        private final Tensor y;

        private final Binding binding;

        Steps(InferenceRuntime runtime, Graph graph) {
            this.x = runtime.floats(1, 1, WIDTH);
            this.y = runtime.floats(1, 1, WIDTH);
            this.x.floats().put(0, 1);
            this.binding = graph.bind().input("x", this.x).output("y", this.y);
            run();
        }

        void run() {
            this.binding.run(Cancellation.never());
        }

        @Override
        public void close() {
            this.binding.close();
            this.x.close();
            this.y.close();
        }

    }

    private record RandomMatrix(int rows, int columns, int seed) implements Matrix {

        @Override
        public void read(int row, int firstColumn, float[] target, int offset, int count) {
            SplittableRandom random = new SplittableRandom(
                    ((long) this.seed << 32) + (long) row * this.columns + firstColumn);
            double reach = Math.sqrt(3.0 / this.columns);
            for (int i = 0; i < count; i++) {
                target[offset + i] = (float) (reach * random.nextDouble(-1, 1));
            }
        }

    }

    @FunctionalInterface
    private interface Work {

        void run() throws Exception;

    }

}
