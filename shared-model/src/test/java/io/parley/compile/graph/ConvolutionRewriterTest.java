package io.parley.compile.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.parley.concurrent.Cancellation;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.Tensor;
import io.parley.weights.DataType;

/** ONNX Runtime's own integer convolution is the measure. */
class ConvolutionRewriterTest {

    private static final int CHANNELS = 5;

    private static final int OUTPUTS = 6;

    private static final int FRAMES = 40;

    @AutoClose
    private final InferenceRuntime runtime = new InferenceRuntime(1);

    @TempDir
    Path directory;

    private final Random random = new Random(1);

    @ParameterizedTest
    @CsvSource({ "1, 1", "3, 1", "7, 3", "11, 5" })
    void aProductHasTheNumbersOfTheConvolution(int kernel, int dilation) throws Exception {
        PublishedGraph published = published(kernel, dilation, 1);
        IntegerConvolution convolution = published.integerConvolutions().getFirst();
        float[] x = sound();

        assertThat(convolution.keepsLength()).isTrue();
        float[] expected = run(published.file(), x);
        assertClose(run(rewritten(published, "product.onnx", ConvolutionRewriter::inIntegers), x), expected, 1e-4);
        // its input is rounded to steps of about 3 / 255
        assertClose(run(rewritten(published, "float.onnx", ConvolutionRewriter::inFloat), x), expected, 0.1);
    }

    @ParameterizedTest
    @CsvSource({ "2, 1, 1", "3, 1, 2" })
    void whatChangesTheLengthIsNoProduct(int kernel, int dilation, int stride) throws Exception {
        assertThat(published(kernel, dilation, stride).integerConvolutions().getFirst().keepsLength()).isFalse();
    }

    private float[] sound() {
        float[] x = new float[CHANNELS * FRAMES];
        for (int i = 0; i < x.length; i++) {
            x[i] = 3 * this.random.nextFloat() - 1;
        }
        return x;
    }

    private PublishedGraph published(int kernel, int dilation, int stride) throws IOException {
        byte[] weight = new byte[OUTPUTS * CHANNELS * kernel];
        this.random.nextBytes(weight);
        long reach = (long) dilation * (kernel - 1) / 2;
        OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder()
            .setName("convolution")
            .addInput(OnnxProtos.value("x", DataType.FLOAT32,
                    List.of(Axis.of(1), Axis.of(CHANNELS), Axis.named("frames"))))
            .addOutput(
                    OnnxProtos.value("y", DataType.FLOAT32, List.of(Axis.of(1), Axis.of(OUTPUTS), Axis.named("made"))))
            .addInitializer(OnnxMl.TensorProto.newBuilder()
                .setName("weight")
                .setDataType(OnnxMl.TensorProto.DataType.UINT8_VALUE)
                .addAllDims(List.of((long) OUTPUTS, (long) CHANNELS, (long) kernel))
                .setRawData(ByteString.copyFrom(weight)))
            .addInitializer(OnnxMl.TensorProto.newBuilder()
                .setName("weight_zero")
                .setDataType(OnnxMl.TensorProto.DataType.UINT8_VALUE)
                .setRawData(ByteString.copyFrom(new byte[] { 117 })))
            .addInitializer(OnnxMl.TensorProto.newBuilder()
                .setName("weight_scale")
                .setDataType(OnnxMl.TensorProto.DataType.FLOAT_VALUE)
                .addFloatData(0.01f))
            .addNode(node("DynamicQuantizeLinear", List.of("x"), "q", "scale", "zero"))
            .addNode(OnnxProtos.node("convolution",
                    Operator.onnx("ConvInteger")
                        .with("dilations", new long[] { dilation })
                        .with("pads", new long[] { reach, reach })
                        .with("strides", new long[] { stride }),
                    List.of("q", "weight", "zero", "weight_zero"), List.of("sum")))
            .addNode(OnnxProtos.node("cast", Operator.onnx("Cast").with("to", 1), List.of("sum"), List.of("float")))
            .addNode(node("Mul", List.of("scale", "weight_scale"), "scales"))
            .addNode(node("Mul", List.of("float", "scales"), "y"));
        Path file = this.directory.resolve("published.onnx");
        OnnxProtos.write(OnnxMl.ModelProto.newBuilder()
            .setIrVersion(9)
            .addOpsetImport(OnnxProtos.operatorSet("", 20))
            .setGraph(graph)
            .build(), file);
        return PublishedGraph.read(file);
    }

    private static OnnxMl.NodeProto node(String operator, List<String> inputs, String... outputs) {
        return OnnxProtos.node(outputs[0] + ".node", Operator.onnx(operator), inputs, List.of(outputs));
    }

    @FunctionalInterface
    private interface Way {

        String add(ConvolutionRewriter rewriter, IntegerConvolution convolution) throws IOException;

    }

    private Path rewritten(PublishedGraph published, String name, Way way) throws IOException {
        Path file = this.directory.resolve(name);
        try (GraphBuilder graph = new GraphBuilder(file, (_, _) -> {
        })) {
            RewrittenGraph rewritten = new RewrittenGraph(published, graph);
            IntegerConvolution convolution = published.integerConvolutions().getFirst();
            rewritten.substitute("y", () -> way.add(new ConvolutionRewriter(rewritten, graph), convolution));
            rewritten.input(new GraphValue("x", DataType.FLOAT32,
                    List.of(Axis.of(1), Axis.of(CHANNELS), Axis.named("frames"))));
            graph.output(rewritten.value("y"), DataType.FLOAT32, Axis.of(1), Axis.of(OUTPUTS), Axis.named("frames"));
            graph.finish();
        }
        return file;
    }

    private float[] run(Path file, float[] x) {
        try (Graph graph = this.runtime.load(file); Tensor input = this.runtime.floats(1, CHANNELS, FRAMES)) {
            input.floats().put(0, x);
            FloatBuffer y = Objects
                .requireNonNull(graph.run(Map.of("x", input), Set.of("y"), Cancellation.never()).get("y"))
                .floats();
            float[] values = new float[y.remaining()];
            y.get(values);
            return values;
        }
    }

    private static void assertClose(float[] values, float[] expected, double error) {
        assertThat(values).hasSameSizeAs(expected);
        for (int i = 0; i < values.length; i++) {
            assertThat((double) values[i]).isCloseTo(expected[i], within(error));
        }
    }

}
