package io.parley.compile.lfm2audio;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.LinearLayer;
import io.parley.compile.graph.LinearPrecision;
import io.parley.compile.graph.Norm;
import io.parley.compile.graph.Operator;
import io.parley.compile.graph.RmsNorm;
import io.parley.compile.graph.ShapedWeights;
import io.parley.compile.graph.SwiGlu;

/**
 * One layer of the depthformer, its weights in a graph already and its cache with it: it
 * is applied once for each codebook of a frame, in order. The rotary embedding is in its
 * interleaved layout, pairs (2i, 2i + 1).
 */
final class DepthformerLayer {

    private final GraphBuilder graph;

    private final DepthformerConfig config;

    private final int index;

    private final RmsNorm operatorNorm;

    private final LinearLayer packed;

    private final RmsNorm queryNorm;

    private final RmsNorm keyNorm;

    private final LinearLayer output;

    private final RmsNorm feedForwardNorm;

    private final SwiGlu feedForward;

    private String keys = "";

    private String values = "";

    /** Writes the weights of a layer. */
    DepthformerLayer(GraphBuilder graph, ShapedWeights weights, LinearPrecision precision, DepthformerConfig config,
            int index) throws IOException {
        this.graph = graph;
        this.config = config;
        this.index = index;
        String name = "depthformer.layers." + index;
        String attention = name + ".operator";
        int width = config.width();
        int head = config.headWidth();
        this.operatorNorm = norm(weights, name + ".operator_norm.weight", width);
        this.packed = precision.layer(graph, attention + ".qkv_proj", weights.projection(attention + ".qkv_proj",
                (DepthformerConfig.HEADS + 2L * DepthformerConfig.KEY_VALUE_HEADS) * head, width));
        this.queryNorm = norm(weights, attention + ".bounded_attention.q_layernorm.weight", head);
        this.keyNorm = norm(weights, attention + ".bounded_attention.k_layernorm.weight", head);
        this.output = precision.layer(graph, attention + ".out_proj",
                weights.projection(attention + ".out_proj", width, width));
        this.feedForwardNorm = norm(weights, name + ".ffn_norm.weight", width);
        this.feedForward = weights.swiGlu(graph, precision, name + ".feed_forward", width, config.feedForward());
    }

    /** The norm that comes before the layer. */
    RmsNorm operatorNorm() {
        return this.operatorNorm;
    }

    /**
     * Adds the layer's use for the next codebook.
     * @param step which one it is
     * @param in the residual stream, and it normalised by {@link #operatorNorm}
     * @param next the norm that comes after the layer
     * @return the stream after the layer, as value {@code step_k.layer_i}, and it
     * normalised
     */
    Norm.Residual apply(DepthformerStep step, Norm.Residual in, RmsNorm next) throws IOException {
        String name = step.name() + ".layer_" + this.index;
        String mixed = attention(step, name, in.normalized());
        Norm.Residual middle = this.feedForwardNorm.applyToSum(in.sum(), mixed, name + ".mixed");
        return next.applyToSum(middle.sum(), this.feedForward.apply(name, middle.normalized()), name);
    }

    private String attention(DepthformerStep step, String name, String x) throws IOException {
        int head = this.config.headWidth();
        int shared = DepthformerConfig.KEY_VALUE_HEADS * head;
        String query = name + ".query";
        String key = name + ".key";
        String value = name + ".value";
        this.graph.add(Operator.onnx("Split").with("axis", -1),
                List.of(this.packed.apply(x), this.graph.integers(this.config.width(), shared, shared)),
                List.of(query, key, value));
        List<String> inputs = new ArrayList<>();
        inputs.add(this.queryNorm.applyToHeads(query, DepthformerConfig.HEADS, head));
        inputs.add(this.keyNorm.applyToHeads(key, DepthformerConfig.KEY_VALUE_HEADS, head));
        inputs.addAll(List.of(value, this.keys, this.values, step.last(), step.total(), step.rotary().cos(),
                step.rotary().sin()));
        String seen = name + ".seen";
        this.keys = name + ".keys";
        this.values = name + ".values";
        this.graph.add(Operator.microsoft("GroupQueryAttention")
            .with("num_heads", DepthformerConfig.HEADS)
            .with("kv_num_heads", DepthformerConfig.KEY_VALUE_HEADS)
            .with("do_rotary", 1)
            .with("rotary_interleaved", 1), inputs, List.of(seen, this.keys, this.values));
        return this.output.apply(seen);
    }

    private RmsNorm norm(ShapedWeights weights, String name, int width) throws IOException {
        return RmsNorm.add(this.graph, name, weights.vector(name, width), DepthformerConfig.EPSILON);
    }

}
