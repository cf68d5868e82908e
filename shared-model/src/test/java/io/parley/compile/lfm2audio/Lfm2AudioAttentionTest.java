package io.parley.compile.lfm2audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import io.parley.compile.graph.Axis;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.Operator;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Binding;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.Tensor;
import io.parley.weights.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fused attention with caches, against sums in double precision. */
class Lfm2AudioAttentionTest {

    private static final int POSITIONS = 80;

    private static final int HEADS = 4;

    private static final int SHARED = 2;

    private static final int HEAD_WIDTH = 16;

    private static final int WINDOW = 30;

    private final InferenceRuntime runtime = new InferenceRuntime(2);

    private final float[][] query = random(1, HEADS * HEAD_WIDTH);

    private final float[][] key = random(2, SHARED * HEAD_WIDTH);

    private final float[][] value = random(3, SHARED * HEAD_WIDTH);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = { 1, 7, 29, 30, 31, POSITIONS })
    void everythingSoFarIsSeen(int chunk) throws Exception {
        assertThat(difference(LayerKind.FULL_ATTENTION, chunk, POSITIONS)).isLessThan(1e-5);
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 7, 29, 30, 31, POSITIONS })
    void aWindowWithTheCurrentPositionIsSeen(int chunk) throws Exception {
        assertThat(difference(LayerKind.SLIDING_ATTENTION, chunk, WINDOW)).isLessThan(1e-5);
    }

    @Test
    void oneMoreOrLessInTheWindowWouldShow() throws Exception {
        assertThat(difference(LayerKind.SLIDING_ATTENTION, 1, WINDOW - 1)).isGreaterThan(1e-2);
        assertThat(difference(LayerKind.SLIDING_ATTENTION, 1, WINDOW + 1)).isGreaterThan(1e-2);
    }

    /** Largest difference of any position from attention over so many positions. */
    private double difference(LayerKind kind, int chunk, int visible) throws Exception {
        float[][] actual = fused(kind, chunk);
        double largest = 0;
        for (int position = 0; position < POSITIONS; position++) {
            for (int head = 0; head < HEADS; head++) {
                double[] expected = plain(position, head, Math.max(0, position - visible + 1));
                for (int i = 0; i < HEAD_WIDTH; i++) {
                    double difference = Math.abs(expected[i] - actual[position][head * HEAD_WIDTH + i]);
                    largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
                }
            }
        }
        return largest;
    }

    private double[] plain(int position, int head, int first) {
        int shared = head / (HEADS / SHARED);
        double[] rotated = rotated(this.query[position], head, position);
        double[] sum = new double[HEAD_WIDTH];
        double total = 0;
        for (int other = first; other <= position; other++) {
            double[] against = rotated(this.key[other], shared, other);
            double score = 0;
            for (int i = 0; i < HEAD_WIDTH; i++) {
                score += rotated[i] * against[i];
            }
            double weight = Math.exp(score / Math.sqrt(HEAD_WIDTH));
            total += weight;
            for (int i = 0; i < HEAD_WIDTH; i++) {
                sum[i] += weight * this.value[other][shared * HEAD_WIDTH + i];
            }
        }
        for (int i = 0; i < HEAD_WIDTH; i++) {
            sum[i] /= total;
        }
        return sum;
    }

    private static double[] rotated(float[] row, int head, int position) {
        double[] rotated = new double[HEAD_WIDTH];
        int half = HEAD_WIDTH / 2;
        for (int i = 0; i < half; i++) {
            double angle = position * Math.pow(1e6, -2.0 * i / HEAD_WIDTH);
            double a = row[head * HEAD_WIDTH + i];
            double b = row[head * HEAD_WIDTH + half + i];
            rotated[i] = a * Math.cos(angle) - b * Math.sin(angle);
            rotated[half + i] = b * Math.cos(angle) + a * Math.sin(angle);
        }
        return rotated;
    }

    private float[][] fused(LayerKind kind, int chunk) throws Exception {
        Path file = this.directory.resolve(System.nanoTime() + ".onnx");
        write(file, kind);
        float[][] seen = new float[POSITIONS][HEADS * HEAD_WIDTH];
        try (Graph graph = this.runtime.load(file);
                Binding binding = graph.bind();
                Tensor keys = this.runtime.floats(1, SHARED, POSITIONS, HEAD_WIDTH);
                Tensor values = this.runtime.floats(1, SHARED, POSITIONS, HEAD_WIDTH);
                Tensor last = this.runtime.ints(1);
                Tensor total = this.runtime.ints(1)) {
            binding.input("past_k_0", keys).output("present_k_0", keys);
            binding.input("past_v_0", values).output("present_v_0", values);
            binding.input("seqlens_k", last).input("total_len", total);
            for (int first = 0; first < POSITIONS; first += chunk) {
                int count = Math.min(chunk, POSITIONS - first);
                last.ints().put(0, first + count - 1);
                total.ints().put(0, first + count);
                try (Tensor q = rows(this.query, first, count);
                        Tensor k = rows(this.key, first, count);
                        Tensor v = rows(this.value, first, count);
                        Tensor out = rows(seen, first, count)) {
                    binding.input("q", q).input("k", k).input("v", v).output("seen", out).run(Cancellation.never());
                    for (int i = 0; i < count; i++) {
                        out.floats().get(i * seen[0].length, seen[first + i]);
                    }
                }
            }
        }
        return seen;
    }

    private static void write(Path file, LayerKind kind) throws Exception {
        Lfm2Config config = new Lfm2Config(HEADS * HEAD_WIDTH, List.of(kind), HEADS, SHARED, 16, 3, 1e-5f, 1e6, 16,
                1000, WINDOW);
        try (GraphBuilder graph = new GraphBuilder(file, (name, bytes) -> {
        })) {
            CachedAttention attention = new CachedAttention(graph, config, POSITIONS);
            String seen = attention.apply(0, input(graph, "q", HEADS), input(graph, "k", SHARED),
                    input(graph, "v", SHARED));
            graph.addNamed("seen", Operator.onnx("Identity"), seen);
            graph.output("seen", DataType.FLOAT32, Axis.of(1), Axis.named("positions"), Axis.of(HEADS * HEAD_WIDTH));
            graph.finish();
        }
    }

    private static String input(GraphBuilder graph, String name, int heads) {
        return graph.input(name, DataType.FLOAT32, Axis.of(1), Axis.named("positions"), Axis.of(heads * HEAD_WIDTH));
    }

    private Tensor rows(float[][] rows, int first, int count) {
        Tensor tensor = this.runtime.floats(1, count, rows[0].length);
        for (int i = 0; i < count; i++) {
            tensor.floats().put(i * rows[0].length, rows[first + i]);
        }
        return tensor;
    }

    private static float[][] random(long seed, int width) {
        Random random = new Random(seed);
        float[][] rows = new float[POSITIONS][width];
        for (float[] row : rows) {
            for (int i = 0; i < width; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return rows;
    }

}
