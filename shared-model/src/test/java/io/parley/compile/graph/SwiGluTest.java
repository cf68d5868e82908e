package io.parley.compile.graph;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import ai.onnxruntime.OnnxTensor;
import io.parley.testing.OnnxEnvironment;
import io.parley.weights.DataType;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The feed-forward block of each precision in the runtime, against exact sums. */
class SwiGluTest {

    private static final int TOKENS = 4;

    private static final int WIDTH = 128;

    private static final int INNER = 256;

    private final Random random = new Random(3);

    private final ArrayMatrix gate = ArrayMatrix.random(INNER, WIDTH, this.random);

    private final ArrayMatrix up = ArrayMatrix.random(INNER, WIDTH, this.random);

    private final ArrayMatrix down = ArrayMatrix.random(WIDTH, INNER, this.random);

    @TempDir
    Path directory;

    static Stream<Arguments> precisions() {
        return Stream.of(Arguments.of(new Float32Linear(), 1e-5), Arguments.of(new BlockInt8Linear(32), 0.02),
                Arguments.of(new BlockInt4Linear(32), 0.2), Arguments.of(new RowInt8Linear(), 0.03));
    }

    /**
     * One position has an outlier, as the first of a prompt often has, and one is zero.
     */
    @ParameterizedTest
    @MethodSource("precisions")
    void everyPositionIsComputed(LinearPrecision precision, double error) throws Exception {
        float[][] x = ArrayMatrix.random(TOKENS, WIDTH, this.random).values();
        x[0][17] = 300;
        x[2] = new float[WIDTH];
        float[][] y = run(precision, x);
        for (int token = 0; token < TOKENS; token++) {
            double[] exact = exact(x[token]);
            double difference = 0;
            double size = 0;
            for (int i = 0; i < WIDTH; i++) {
                difference += Math.pow(y[token][i] - exact[i], 2);
                size += exact[i] * exact[i];
            }
            // the outlier costs its own position
            double allowed = (token == 0) ? 2 * error : error;
            assertThat(Math.sqrt(difference)).as("position " + token).isLessThanOrEqualTo(allowed * Math.sqrt(size));
        }
    }

    private double[] exact(float[] x) {
        double[] open = product(this.gate, x);
        double[] values = product(this.up, x);
        float[] inner = new float[INNER];
        for (int i = 0; i < INNER; i++) {
            inner[i] = (float) (open[i] / (1 + Math.exp(-open[i])) * values[i]);
        }
        return product(this.down, inner);
    }

    private static double[] product(ArrayMatrix matrix, float[] x) {
        double[] y = new double[matrix.rows()];
        for (int row = 0; row < y.length; row++) {
            for (int i = 0; i < x.length; i++) {
                y[row] += (double) matrix.values()[row][i] * x[i];
            }
        }
        return y;
    }

    private float[][] run(LinearPrecision precision, float[][] x) throws Exception {
        Path file = this.directory.resolve("block.onnx");
        try (GraphBuilder graph = new GraphBuilder(file, (_, _) -> {
        })) {
            graph.input("x", DataType.FLOAT32, Axis.of(1), Axis.named("n"), Axis.of(WIDTH));
            String y = precision
                .swiGlu(graph, "block", new Projection(this.gate, null), new Projection(this.up, null),
                        new Projection(this.down, null))
                .apply("block", "x");
            graph.addNamed("y", Operator.onnx("Identity"), y);
            graph.output("y", DataType.FLOAT32, Axis.of(1), Axis.named("n"), Axis.of(WIDTH));
            graph.finish();
        }
        FloatBuffer flat = FloatBuffer.allocate(TOKENS * WIDTH);
        Stream.of(x).forEach(flat::put);
        try (var session = OnnxEnvironment.get().createSession(file.toString());
                var input = OnnxTensor.createTensor(OnnxEnvironment.get(), flat.flip(),
                        new long[] { 1, TOKENS, WIDTH });
                var result = session.run(Map.of("x", input))) {
            return ((float[][][]) result.get(0).getValue())[0];
        }
    }

}
