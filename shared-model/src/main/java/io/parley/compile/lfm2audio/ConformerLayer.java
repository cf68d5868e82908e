package io.parley.compile.lfm2audio;

import java.io.IOException;

import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.LinearPrecision;
import io.parley.compile.graph.Norm;
import io.parley.compile.graph.ShapedWeights;

/**
 * One Conformer layer (Gulati et al., "Conformer: Convolution-augmented Transformer for
 * Speech Recognition", 2020): half a feed-forward block, attention, convolution, half a
 * feed-forward block, each on the normalised stream and added to it; then a norm.
 */
final class ConformerLayer {

    private static final float EPSILON = 1e-5f;

    private final GraphBuilder graph;

    private final ConformerWeights weights;

    private final LinearPrecision precision;

    private final EncoderConfig config;

    private final RelativeAttention attention;

    private final ConformerConvolution convolution;

    ConformerLayer(GraphBuilder graph, ShapedWeights tensors, LinearPrecision precision, EncoderConfig config) {
        this.graph = graph;
        this.weights = new ConformerWeights(tensors);
        this.precision = precision;
        this.config = config;
        this.attention = new RelativeAttention(graph, tensors, precision, config);
        this.convolution = new ConformerConvolution(graph, this.weights, precision, config);
    }

    /**
     * Adds a layer.
     * @param index which
     * @param stream float32 [1, frames, width]
     * @param positions of the clip
     * @param table the table of positions, scaled as scores are
     * @return the stream after it; {@code layer_i.self_attn} and {@code layer_i.conv} are
     * what attention and convolution add to it
     */
    String apply(int index, String stream, RelativePositions positions, String table) throws IOException {
        String module = "conformer.layers." + index;
        String name = "layer_" + index;
        String hidden = norm(module, "norm_feed_forward1").apply(this.graph, name + ".norm_feed_forward1", stream,
                EPSILON);
        Norm.Residual residual = sum(module, "norm_self_att", stream, feedForward(module + ".feed_forward1", hidden));
        residual = sum(module, "norm_conv", residual.sum(), this.attention.apply(module + ".self_attn",
                residual.normalized(), positions, table, name + ".self_attn"));
        residual = sum(module, "norm_feed_forward2", residual.sum(),
                this.convolution.apply(module + ".conv", residual.normalized(), name + ".conv"));
        residual = sum(module, "norm_out", residual.sum(),
                feedForward(module + ".feed_forward2", residual.normalized()));
        return residual.normalized();
    }

    private Norm.Residual sum(String module, String norm, String stream, String block) throws IOException {
        return norm(module, norm).applyToSum(this.graph, module + "." + norm, stream, block, EPSILON);
    }

    private Norm norm(String module, String name) {
        return this.weights.norm(module + "." + name, this.config.width());
    }

    private String feedForward(String module, String x) throws IOException {
        int width = this.config.width();
        int inner = this.config.feedForwardFactor() * width;
        String open = SiLu.add(this.graph, this.precision.apply(this.graph, module + ".linear1", x,
                this.weights.tensors().biasedProjection(module + ".linear1", inner, width)));
        return this.precision.apply(this.graph, module + ".linear2", open,
                this.weights.halved(module + ".linear2", width, inner));
    }

}
