package io.parley.compile.lfm2audio;

import java.io.IOException;

import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.LinearPrecision;
import io.parley.compile.graph.Norm;
import io.parley.compile.graph.RmsNorm;
import io.parley.compile.graph.ShapedWeights;
import io.parley.compile.graph.SwiGlu;

/**
 * A stack of LFM2 layers and the norm after it, as the backbone and the detokenizer of
 * LFM2.5-Audio have it. Layer i is x = x + operator(norm(x)); x = x + swiglu(norm(x)),
 * the operator being a short convolution or attention. The value {@code layer_i} is the
 * residual stream after layer i, for whoever makes it an output; of the last layers, only
 * the positions that are needed.
 */
final class Lfm2Layers {

    private final GraphBuilder graph;

    private final ShapedWeights weights;

    private final LinearPrecision precision;

    private final Lfm2Config config;

    private final String prefix;

    /**
     * Layers whose weights are yet to be written.
     * @param prefix the beginning of the tensors' names, as "lfm."
     */
    Lfm2Layers(GraphBuilder graph, ShapedWeights weights, LinearPrecision precision, Lfm2Config config, String prefix) {
        this.graph = graph;
        this.weights = weights;
        this.precision = precision;
        this.config = config;
        this.prefix = prefix;
    }

    /**
     * Adds all layers. Convolution layers add their states to the graph's inputs and
     * outputs, see {@link ShortConvolution}.
     * @param x [1, positions, width]
     * @param attention what attention layers do
     * @return the same shape, normalised
     */
    String apply(String x, Lfm2Attention attention) throws IOException {
        return apply(x, attention, LastPositions.ALL);
    }

    /**
     * Adds all layers, as far as the positions wanted depend on them.
     * @param x [1, positions, width]
     * @param attention what attention layers do
     * @param wanted the positions to be put out
     * @return [1, positions wanted, width], normalised
     */
    String apply(String x, Lfm2Attention attention, LastPositions wanted) throws IOException {
        int last = this.config.layers().size() - 1;
        LastPositions[] kept = new LastPositions[last + 1];
        kept[last] = wanted;
        for (int i = last; i > 0; i--) {
            kept[i - 1] = kept[i].readBy(this.config.layers().get(i), this.config.kernel());
        }
        Norm.Residual residual = new Norm.Residual(norm(layer(0) + "operator_norm").apply(x), x);
        for (int i = 0; i <= last; i++) {
            String mixed = operator(i, residual.normalized(), attention, kept[i]);
            residual = norm(layer(i) + "ffn_norm").applyToSum(kept[i].of(this.graph, residual.sum()), mixed,
                    "layer_" + i + ".mixed");
            SwiGlu feedForward = this.weights.swiGlu(this.graph, this.precision, layer(i) + "feed_forward",
                    this.config.width(), this.config.feedForward());
            String block = feedForward.apply("feed_forward_" + i, residual.normalized());
            String next = (i < last) ? layer(i + 1) + "operator_norm" : this.prefix + "embedding_norm";
            residual = norm(next).applyToSum(residual.sum(), block, "layer_" + i);
        }
        return residual.normalized();
    }

    private String operator(int index, String x, Lfm2Attention attention, LastPositions kept) throws IOException {
        return switch (this.config.layers().get(index)) {
            case CONVOLUTION ->
                ShortConvolution.add(this.graph, this.weights, this.precision, this.config, layer(index) + "conv")
                    .apply(index, x, kept);
            case FULL_ATTENTION,
                    SLIDING_ATTENTION ->
                AttentionProjections
                    .add(this.graph, this.weights, this.precision, this.config, layer(index) + "self_attn")
                    .apply(index, x, attention, kept);
        };
    }

    private RmsNorm norm(String name) throws IOException {
        String weight = name + ".weight";
        return RmsNorm.add(this.graph, weight, this.weights.vector(weight, this.config.width()), this.config.epsilon());
    }

    private String layer(int index) {
        return this.prefix + "layers." + index + ".";
    }

}
