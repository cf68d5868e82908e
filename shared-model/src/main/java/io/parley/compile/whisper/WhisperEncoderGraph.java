package io.parley.compile.whisper;

import java.io.IOException;
import java.util.List;

import io.parley.compile.graph.Axis;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.LinearPrecision;
import io.parley.compile.graph.Matrices;
import io.parley.compile.graph.Norm;
import io.parley.compile.graph.Operator;
import io.parley.compile.graph.Projection;
import io.parley.weights.DataType;

/**
 * The encoder, and the decoder's cross-attention keys and values, which depend on the
 * audio alone.
 * <ul>
 * <li>in: {@code mel} float32 [batch, mels, frames], frames up to twice the audio
 * context</li>
 * <li>out, for each decoder layer, the tensors of {@link CrossAttentionPrecision}, with
 * frames / 2 positions, rounded up</li>
 * </ul>
 */
final class WhisperEncoderGraph {

    private final WhisperWeights weights;

    private final WhisperRecipe recipe;

    private final GraphBuilder graph;

    private final WhisperLayers layers;

    WhisperEncoderGraph(WhisperWeights weights, WhisperRecipe recipe, GraphBuilder graph) {
        this.weights = weights;
        this.recipe = recipe;
        this.graph = graph;
        this.layers = new WhisperLayers(graph);
    }

    /** Adds everything. */
    void write() throws IOException {
        WhisperDimensions dimensions = this.weights.dimensions();
        String mel = this.graph.input("mel", DataType.FLOAT32, Axis.named("batch"), Axis.of(dimensions.mels()),
                Axis.named("frames"));
        String stream = withPositions(convolutions(mel));
        String hidden = this.layers.norm("layer_0.attention_norm", stream, this.weights.encoderAttention(0).norm());
        for (int i = 0; i < dimensions.encoderLayers(); i++) {
            Norm.Residual residual = layer(i, stream, hidden);
            stream = residual.sum();
            hidden = residual.normalized();
        }
        for (int i = 0; i < dimensions.decoderLayers(); i++) {
            AttentionWeights cross = this.weights.decoderCrossAttention(i);
            CrossAttentionPrecision kept = this.recipe.cross();
            kept.keepKeys(this.graph, i, dimensions, cross("cross_k_" + i, hidden, cross.key()));
            kept.keepValues(this.graph, i, dimensions, cross("cross_v_" + i, hidden, cross.value()));
        }
        for (CrossTensor tensor : this.recipe.crossTensors(dimensions)) {
            this.graph.output(tensor.name(), tensor.type(), tensor.axes(Axis.named("batch"), Axis.named("length")));
        }
    }

    private String convolutions(String mel) throws IOException {
        String first = convolution(1, mel);
        String second = convolution(2, first);
        return this.graph.add(Operator.onnx("Transpose").with("perm", new long[] { 0, 2, 1 }), second);
    }

    /** Three frames wide, stride 1 or 2, one frame of zeros on either side. */
    private String convolution(int number, String x) throws IOException {
        ConvolutionWeights convolution = this.weights.convolution(number);
        String kernel = this.graph.weight("conv" + number + ".weight", DataType.FLOAT32, convolution.kernel().shape(),
                Matrices.floats(convolution.kernel()));
        Operator conv = Operator.onnx("Conv")
            .with("kernel_shape", new long[] { 3 })
            .with("pads", new long[] { 1, 1 })
            .with("strides", new long[] { number });
        return this.layers
            .gelu(this.graph.add(conv, x, kernel, this.graph.vector("conv" + number + ".bias", convolution.bias())));
    }

    private String withPositions(String x) throws IOException {
        WhisperDimensions dimensions = this.weights.dimensions();
        String table = this.graph.weight("positions", DataType.FLOAT32,
                List.of((long) dimensions.audioContext(), (long) dimensions.width()),
                Matrices.floats(this.weights.audioPositions()));
        String length = this.graph.add(Operator.onnx("Shape").with("start", 1).with("end", 2), x);
        String used = this.graph.add(Operator.onnx("Slice"), table, this.graph.integers(0), length,
                this.graph.integers(0));
        return this.graph.add(Operator.onnx("Add"), x, used);
    }

    private Norm.Residual layer(int index, String stream, String hidden) throws IOException {
        String name = "layer_" + index;
        AttentionWeights attention = this.weights.encoderAttention(index);
        LinearPrecision products = this.recipe.products();
        String mixed = this.layers.attention(this.weights.dimensions().heads(),
                products.apply(this.graph, name + ".query", hidden, attention.query()),
                products.apply(this.graph, name + ".key", hidden, attention.key()),
                products.apply(this.graph, name + ".value", hidden, attention.value()));
        mixed = products.apply(this.graph, name + ".output", mixed, attention.output());
        FeedForwardWeights feedForward = this.weights.encoderFeedForward(index);
        Norm.Residual residual = this.layers.normOfSum(name + ".feed_forward_norm", stream, mixed, feedForward.norm());
        String inner = this.layers
            .gelu(products.apply(this.graph, name + ".up", residual.normalized(), feedForward.up()));
        String block = this.recipe.encoderFiner().apply(this.graph, name + ".down", inner, feedForward.down());
        boolean last = index + 1 == this.weights.dimensions().encoderLayers();
        return last ? this.layers.normOfSum("norm", residual.sum(), block, this.weights.encoderNorm())
                : this.layers.normOfSum("layer_" + (index + 1) + ".attention_norm", residual.sum(), block,
                        this.weights.encoderAttention(index + 1).norm());
    }

    private String cross(String name, String hidden, Projection projection) throws IOException {
        return this.recipe.encoderFiner().apply(this.graph, name, hidden, projection);
    }

}
