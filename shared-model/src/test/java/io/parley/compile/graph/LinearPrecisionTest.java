package io.parley.compile.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import io.parley.testing.OnnxEnvironment;
import io.parley.weights.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each precision of a linear layer in the runtime, against exact sums. */
class LinearPrecisionTest {

    private static final int TOKENS = 3;

    @TempDir
    Path directory;

    static Stream<Arguments> layers() {
        return Stream.of(new int[] { 256, 96 }, new int[] { 200, 7 }, new int[] { 384, 16 })
            .flatMap((size) -> Stream.of(true, false)
                .flatMap((bias) -> Stream.of(Arguments.of(new Float32Linear(), size[0], size[1], bias, 1e-5),
                        Arguments.of(new BlockInt8Linear(128), size[0], size[1], bias, 0.02),
                        Arguments.of(new BlockInt4Linear(32), size[0], size[1], bias, 0.15),
                        Arguments.of(new BlockInt4Linear(128), size[0], size[1], bias, 0.2),
                        Arguments.of(new RowInt8Linear(), size[0], size[1], bias, 0.03),
                        Arguments.of(new DynamicInt8Linear(), size[0], size[1], bias, 0.03))));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void theLayerIsComputed(LinearPrecision precision, int inputs, int outputs, boolean biased, double error)
            throws Exception {
        Random random = new Random(5);
        ArrayMatrix weight = ArrayMatrix.random(outputs, inputs, random);
        float[] bias = biased ? ArrayMatrix.random(1, outputs, random).values()[0] : null;
        float[][] x = ArrayMatrix.random(TOKENS, inputs, random).values();
        float[][] y = run(precision, new Projection(weight, bias), x);
        assertThat(error(weight, bias, x, y, 0)).isLessThan(error);
    }

    /** What language models do at the first token of a prompt. */
    @Test
    void aPositionWithAnOutlierDoesNotCostTheOthersTheirPrecision() throws Exception {
        Random random = new Random(7);
        ArrayMatrix weight = ArrayMatrix.random(64, 256, random);
        float[][] x = ArrayMatrix.random(TOKENS, 256, random).values();
        x[0][17] = 3000;
        Projection layer = new Projection(weight, null);
        float[][] perRow = run(new RowInt8Linear(), layer, x);
        Files.delete(this.directory.resolve("layer.onnx"));
        Files.delete(this.directory.resolve("layer.onnx.data"));
        float[][] perTensor = run(new DynamicInt8Linear(), layer, x);
        assertThat(error(weight, null, x, perRow, 1)).isLessThan(0.03);
        assertThat(error(weight, null, x, perTensor, 1)).isGreaterThan(0.5);
    }

    @Test
    void aPositionOfZerosIsZero() throws Exception {
        float[][] x = new float[TOKENS][64];
        x[1][3] = 1;
        ArrayMatrix weight = ArrayMatrix.random(16, 64, new Random(1));
        float[][] y = run(new RowInt8Linear(), new Projection(weight, null), x);
        assertThat(y[0]).containsOnly(0);
        assertThat(y[2]).containsOnly(0);
        assertThat(y[1][5]).isCloseTo(weight.values()[5][3], within(0.02f));
    }

    /** Relative to what is exact, from some position on. */
    private static double error(ArrayMatrix weight, float[] bias, float[][] x, float[][] y, int first) {
        double difference = 0;
        double size = 0;
        int inputs = weight.columns();
        for (int token = first; token < TOKENS; token++) {
            for (int row = 0; row < weight.rows(); row++) {
                double sum = (bias != null) ? bias[row] : 0;
                for (int i = 0; i < inputs; i++) {
                    sum += (double) weight.values()[row][i] * x[token][i];
                }
                difference += Math.pow(y[token][row] - sum, 2);
                size += sum * sum;
            }
        }
        return Math.sqrt(difference / size);
    }

    private float[][] run(LinearPrecision precision, Projection layer, float[][] x) throws Exception {
        Path file = this.directory.resolve("layer.onnx");
        try (GraphBuilder graph = new GraphBuilder(file, (name, bytes) -> {
        })) {
            graph.input("x", DataType.FLOAT32, Axis.named("batch"), Axis.named("n"), Axis.of(layer.weight().columns()));
            String y = precision.apply(graph, "layer", "x", layer);
            graph.add(Operator.onnx("Identity"), List.of(y), List.of("y"));
            graph.output("y", DataType.FLOAT32, Axis.named("batch"), Axis.named("n"), Axis.of(layer.weight().rows()));
            graph.finish();
        }
        assertThat(Files.size(file)).isLessThan(4000);
        FloatBuffer flat = FloatBuffer.allocate(TOKENS * x[0].length);
        Stream.of(x).forEach(flat::put);
        OrtEnvironment environment = OnnxEnvironment.get();
        try (var session = environment.createSession(file.toString());
                var input = OnnxTensor.createTensor(environment, flat.flip(), new long[] { 1, TOKENS, x[0].length });
                var result = session.run(Map.of("x", input))) {
            return ((float[][][]) result.get(0).getValue())[0];
        }
    }

}
