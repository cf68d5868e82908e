package io.parley.compile.graph;

import static org.assertj.core.api.Assertions.assertThat;

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
        double difference = 0;
        double size = 0;
        for (int token = 0; token < TOKENS; token++) {
            for (int row = 0; row < outputs; row++) {
                double sum = (bias != null) ? bias[row] : 0;
                for (int i = 0; i < inputs; i++) {
                    sum += (double) weight.values()[row][i] * x[token][i];
                }
                difference += Math.pow(y[token][row] - sum, 2);
                size += sum * sum;
            }
        }
        assertThat(Math.sqrt(difference / size)).isLessThan(error);
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
