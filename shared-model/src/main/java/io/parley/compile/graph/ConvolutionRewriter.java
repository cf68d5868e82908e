package io.parley.compile.graph;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;

import io.parley.weights.DataType;

/**
 * Convolutions over quantised integers, written in ways that take less time than ONNX
 * Runtime's ConvInteger.
 */
public final class ConvolutionRewriter {

    private static final int UNSIGNED_TO_SIGNED = 128;

    /** Below that a convolution takes no time worth saving. */
    private static final int MANY_CHANNELS = 64;

    private final GraphBuilder graph;

    private final RewrittenGraph rewritten;

    /** Which frames are read for each, by their number and the distance between. */
    private final Map<String, String> taps = new HashMap<>();

    /**
     * Writes nothing yet.
     * @param rewritten what the convolutions are of
     * @param graph what it is written to
     */
    public ConvolutionRewriter(RewrittenGraph rewritten, GraphBuilder graph) {
        this.rewritten = rewritten;
        this.graph = graph;
    }

    /** Sets what stands for all of a graph's; adds none yet. */
    public void substituteAll(PublishedGraph published) {
        published.integerConvolutions()
            .forEach((convolution) -> this.rewritten.substitute(convolution.output(), () -> add(convolution)));
    }

    private String add(IntegerConvolution convolution) throws IOException {
        boolean large = convolution.channels() >= MANY_CHANNELS && convolution.outputs() >= MANY_CHANNELS;
        return (large && convolution.keepsLength()) ? inIntegers(convolution) : inFloat(convolution);
    }

    /**
     * Adds a convolution in float32 with the same weights, of an input that is not
     * rounded.
     * @return the published output
     */
    public String inFloat(IntegerConvolution convolution) throws IOException {
        List<String> inputs = new ArrayList<>();
        inputs.add(this.rewritten.value(convolution.input()));
        inputs.add(this.graph.weight(convolution.output() + ".float32", DataType.FLOAT32,
                convolution.weight().getDimsList(), (output) -> writeFloats(convolution, output)));
        if (convolution.bias() != null) {
            inputs.add(this.rewritten.value(convolution.bias()));
        }
        this.graph.add(OnnxMl.NodeProto.newBuilder()
            .setName(convolution.output() + ".node")
            .setOpType("Conv")
            .addAllAttribute(convolution.attributes())
            .addAllInput(inputs)
            .addOutput(convolution.output())
            .build());
        return convolution.output();
    }

    /**
     * Adds a convolution that keeps the length as a product: see {@link #product}.
     * @return the published output
     */
    String inIntegers(IntegerConvolution convolution) throws IOException {
        String x = this.graph.add(Operator.onnx("Squeeze"), this.rewritten.value(convolution.input()),
                this.graph.integers(0));
        List<String> quantized = quantize(x);
        quantized.set(0,
                this.graph.add(Operator.onnx("Transpose").with("perm", new long[] { 1, 0 }), quantized.getFirst()));
        String product = product(convolution, quantized, frames(quantized.getFirst()));
        return this.graph.addNamed(convolution.output(), Operator.onnx("Unsqueeze"),
                this.graph.add(Operator.onnx("Transpose").with("perm", new long[] { 1, 0 }), product),
                this.graph.integers(0));
    }

    /**
     * Adds a convolution that keeps the length as a product: the frames that each frame
     * is made of are laid side by side, which is a copy of bytes, and multiplied by all
     * of its weights at once. The numbers are the published convolution's; but weights of
     * a product are laid out for the processor once, and a convolution's at each run.
     * @param x float32 [frames, channels]
     * @param frames int64, how many there are
     * @return float32 [frames, outputs]
     */
    public String product(IntegerConvolution convolution, String x, String frames) throws IOException {
        return product(convolution, quantize(x), frames);
    }

    /**
     * The number of frames.
     * @param x [frames, channels]
     * @return int64 of rank 0
     */
    public String frames(String x) {
        return this.graph.add(Operator.onnx("Squeeze"),
                this.graph.add(Operator.onnx("Shape").with("start", 0).with("end", 1), x));
    }

    /** uint8 of the same shape, scale, zero point. */
    private List<String> quantize(String x) {
        List<String> quantized = new ArrayList<>(List.of(x + ".uint8", x + ".scale", x + ".zero"));
        this.graph.add(Operator.onnx("DynamicQuantizeLinear"), List.of(x), quantized);
        return quantized;
    }

    private String product(IntegerConvolution convolution, List<String> x, String frames) throws IOException {
        int width = convolution.kernel() * convolution.channels();
        String read = x.getFirst();
        if (convolution.kernel() > 1) {
            long reach = (long) convolution.dilation() * (convolution.kernel() - 1) / 2;
            String padded = this.graph.add(Operator.onnx("Pad"), read, this.graph.integers(reach, 0, reach, 0),
                    x.get(2));
            read = this.graph.add(Operator.onnx("Reshape"),
                    this.graph.add(Operator.onnx("Gather").with("axis", 0), padded, taps(convolution, frames)),
                    this.graph.integers(-1, width));
        }
        String name = convolution.output();
        String weight = this.graph.weight(name + ".int8", DataType.INT8,
                List.of((long) width, (long) convolution.outputs()), (output) -> writeTaps(convolution, output));
        String scale = this.graph.vector(name + ".weight.scale", new float[] { convolution.scale() });
        String zero = this.graph.weight(name + ".weight.zero", DataType.INT8, List.of(1L),
                (output) -> output.bytes(new byte[] { (byte) (convolution.zeroPoint() - UNSIGNED_TO_SIGNED) }, 0, 1));
        String bias = (convolution.bias() != null) ? this.rewritten.value(convolution.bias()) : "";
        return this.graph.add(Operator.microsoft("MatMulIntegerToFloat"), read, weight, x.get(1), scale, x.get(2), zero,
                bias);
    }

    /** int64 [frames, kernel], of padded frames. */
    private String taps(IntegerConvolution convolution, String frames) {
        return this.taps.computeIfAbsent(frames + " " + convolution.kernel() + " " + convolution.dilation(), (_) -> {
            long[] steps = new long[convolution.kernel()];
            for (int i = 0; i < steps.length; i++) {
                steps[i] = (long) i * convolution.dilation();
            }
            String first = this.graph.add(Operator.onnx("Range"), this.graph.integer(0), frames, this.graph.integer(1));
            return this.graph.add(Operator.onnx("Add"),
                    this.graph.add(Operator.onnx("Unsqueeze"), first, this.graph.integers(1)),
                    this.graph.integers(steps));
        });
    }

    private static void writeFloats(IntegerConvolution convolution, TensorOutput output) throws IOException {
        ByteString bytes = convolution.weight().getRawData();
        float[] weights = new float[bytes.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = ((bytes.byteAt(i) & 0xff) - convolution.zeroPoint()) * convolution.scale();
        }
        output.floats(weights, 0, weights.length);
    }

    /** From [outputs, channels, kernel] to [kernel, channels, outputs]. */
    private static void writeTaps(IntegerConvolution convolution, TensorOutput output) throws IOException {
        ByteString bytes = convolution.weight().getRawData();
        int kernel = convolution.kernel();
        int channels = convolution.channels();
        byte[] row = new byte[convolution.outputs()];
        for (int tap = 0; tap < kernel; tap++) {
            for (int channel = 0; channel < channels; channel++) {
                for (int i = 0; i < row.length; i++) {
                    int weight = bytes.byteAt((i * channels + channel) * kernel + tap) & 0xff;
                    row[i] = (byte) (weight - UNSIGNED_TO_SIGNED);
                }
                output.bytes(row, 0, row.length);
            }
        }
    }

}
