package io.parley.compile.lfm2audio;

import java.io.IOException;
import java.util.List;

import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.LinearPrecision;
import io.parley.compile.graph.Operator;
import io.parley.weights.DataType;

/**
 * The Conformer's convolution module: a gated linear unit, a depthwise convolution that
 * looks as far ahead as back, SiLU, and a linear layer.
 */
final class ConformerConvolution {

    private final GraphBuilder graph;

    private final ConformerWeights weights;

    private final LinearPrecision precision;

    private final EncoderConfig config;

    ConformerConvolution(GraphBuilder graph, ConformerWeights weights, LinearPrecision precision,
            EncoderConfig config) {
        this.graph = graph;
        this.weights = weights;
        this.precision = precision;
        this.config = config;
    }

    /**
     * Adds one layer's module.
     * @param name its name in the checkpoint, as "conformer.layers.0.conv"
     * @param x float32 [1, frames, width]
     * @param output the output's name, float32 [1, frames, width]
     */
    String apply(String name, String x, String output) throws IOException {
        int width = this.config.width();
        String both = this.precision.apply(this.graph, name + ".pointwise_conv1", x,
                this.weights.pointwise(name + ".pointwise_conv1", 2 * width, width));
        List<String> halves = List.of(name + ".value", name + ".gate");
        this.graph.add(Operator.onnx("Split").with("axis", -1), List.of(both, this.graph.integers(width, width)),
                halves);
        String open = this.graph.add(Operator.onnx("Sigmoid"), halves.getLast());
        String gated = this.graph.add(Operator.onnx("Mul"), halves.getFirst(), open);
        String mixed = SiLu.add(this.graph, depthwise(name, gated));
        String result = this.precision.apply(this.graph, name + ".pointwise_conv2", mixed,
                this.weights.pointwise(name + ".pointwise_conv2", width, width));
        return this.graph.addNamed(output, Operator.onnx("Identity"), result);
    }

    private String depthwise(String name, String x) throws IOException {
        int width = this.config.width();
        int length = this.config.kernel();
        ConformerWeights.Convolution convolution = this.weights.normalizedDepthwise(name, width, length);
        float[] taps = convolution.kernel();
        String kernel = this.graph.weight(name + ".depthwise_conv.weight", DataType.FLOAT32,
                List.of((long) width, 1L, (long) length), (file) -> file.floats(taps, 0, taps.length));
        Operator conv = Operator.onnx("Conv")
            .with("kernel_shape", new long[] { length })
            .with("pads", new long[] { length / 2, length / 2 })
            .with("group", width);
        String turned = this.graph.add(conv, turn(x), kernel,
                this.graph.vector(name + ".depthwise_conv.bias", convolution.bias()));
        return turn(turned);
    }

    /** From time first to channels first, or back. */
    private String turn(String x) {
        return this.graph.add(Operator.onnx("Transpose").with("perm", new long[] { 0, 2, 1 }), x);
    }

}
