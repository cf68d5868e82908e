package io.parley.compile.lfm2audio;

import java.io.IOException;

import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.LinearPrecision;
import io.parley.compile.graph.Matrices;
import io.parley.compile.graph.Operator;
import io.parley.compile.graph.ShapedWeights;
import io.parley.weights.DataType;
import io.parley.weights.WeightTensor;

/**
 * FastConformer's reduction of the frame rate by {@value EncoderConfig#SUBSAMPLING}: the
 * mel spectrogram as an image of one channel, through a convolution of stride 2 and two
 * pairs of a depthwise one of stride 2 and a pointwise one (Rekesh et al., "Fast
 * Conformer with Linearly Scalable Attention for Efficient Speech Recognition", 2023).
 */
final class ConvolutionalSubsampling {

    private static final int KERNEL = 3;

    private static final String PREFIX = "conformer.pre_encode.";

    private final GraphBuilder graph;

    private final ShapedWeights weights;

    private final EncoderConfig config;

    ConvolutionalSubsampling(GraphBuilder graph, ShapedWeights weights, EncoderConfig config) {
        this.graph = graph;
        this.weights = weights;
        this.config = config;
    }

    /** How long an axis is after a convolution of stride 2. */
    private static int halved(int length) {
        return (length - 1) / 2 + 1;
    }

    /**
     * Adds the reduction.
     * @param mel float32 [1, frames, bands]
     * @return float32 [1, frames / 8 rounded up, width]
     */
    String apply(String mel, LinearPrecision precision) throws IOException {
        int channels = this.config.subsamplingChannels();
        String image = this.graph.add(Operator.onnx("Unsqueeze"), mel, this.graph.integers(1));
        String x = relu(strided("conv.0", image, 1));
        x = relu(pointwise("conv.3", strided("conv.2", x, channels)));
        x = relu(pointwise("conv.6", strided("conv.5", x, channels)));
        int bands = halved(halved(halved(this.config.melBands())));
        x = this.graph.add(Operator.onnx("Transpose").with("perm", new long[] { 0, 2, 1, 3 }), x);
        x = this.graph.add(Operator.onnx("Reshape"), x, this.graph.integers(0, 0, (long) channels * bands));
        return precision.apply(this.graph, PREFIX + "out", x,
                this.weights.biasedProjection(PREFIX + "out", this.config.width(), channels * bands));
    }

    private String strided(String name, String x, int groups) throws IOException {
        Operator conv = Operator.onnx("Conv")
            .with("kernel_shape", new long[] { KERNEL, KERNEL })
            .with("strides", new long[] { 2, 2 })
            .with("pads", new long[] { 1, 1, 1, 1 })
            .with("group", groups);
        return convolution(conv, name, x,
                this.weights.tensor(PREFIX + name + ".weight", this.config.subsamplingChannels(), 1, KERNEL, KERNEL));
    }

    private String pointwise(String name, String x) throws IOException {
        int channels = this.config.subsamplingChannels();
        return convolution(Operator.onnx("Conv").with("kernel_shape", new long[] { 1, 1 }), name, x,
                this.weights.tensor(PREFIX + name + ".weight", channels, channels, 1, 1));
    }

    private String convolution(Operator conv, String name, String x, WeightTensor tensor) throws IOException {
        String kernel = this.graph.weight(PREFIX + name + ".weight", DataType.FLOAT32, tensor.shape(),
                Matrices.floats(tensor));
        return this.graph.add(conv, x, kernel, this.graph.vector(PREFIX + name + ".bias",
                this.weights.vector(PREFIX + name + ".bias", this.config.subsamplingChannels())));
    }

    private String relu(String x) {
        return this.graph.add(Operator.onnx("Relu"), x);
    }

}
