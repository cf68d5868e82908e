package io.parley.compile.lfm2audio;

import java.io.IOException;
import java.util.List;

import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.LinearLayer;
import io.parley.compile.graph.LinearPrecision;
import io.parley.compile.graph.Operator;
import io.parley.compile.graph.Projection;
import io.parley.compile.graph.RmsNorm;
import io.parley.compile.graph.ShapedWeights;

/**
 * What is around attention in an LFM2 layer: one product for queries, keys and values,
 * the norms of query and key heads, and the product after it.
 */
final class AttentionProjections {

    private final GraphBuilder graph;

    private final Lfm2Config config;

    private final LinearLayer input;

    private final RmsNorm queryNorm;

    private final RmsNorm keyNorm;

    private final LinearLayer output;

    private AttentionProjections(GraphBuilder graph, Lfm2Config config, LinearLayer input, RmsNorm queryNorm,
            RmsNorm keyNorm, LinearLayer output) {
        this.graph = graph;
        this.config = config;
        this.input = input;
        this.queryNorm = queryNorm;
        this.keyNorm = keyNorm;
        this.output = output;
    }

    /**
     * Writes the weights.
     * @param name the beginning of their names in the checkpoint, as
     * "lfm.layers.2.self_attn"
     */
    static AttentionProjections add(GraphBuilder graph, ShapedWeights weights, LinearPrecision precision,
            Lfm2Config config, String name) throws IOException {
        int width = config.width();
        int head = config.headWidth();
        long shared = (long) config.keyValueHeads() * head;
        Projection packed = Projection.stack(weights.projection(name + ".q_proj", width, width),
                weights.projection(name + ".k_proj", shared, width),
                weights.projection(name + ".v_proj", shared, width));
        String query = name + ".q_layernorm.weight";
        String key = name + ".k_layernorm.weight";
        return new AttentionProjections(graph, config, precision.layer(graph, name + ".q_k_v_proj", packed),
                RmsNorm.add(graph, query, weights.vector(query, head), config.epsilon()),
                RmsNorm.add(graph, key, weights.vector(key, head), config.epsilon()),
                precision.layer(graph, name + ".out_proj", weights.projection(name + ".out_proj", width, width)));
    }

    /**
     * Adds the block of one layer.
     * @param x [1, positions, width]
     * @param wanted the positions to be put out
     * @return [1, positions wanted, width]
     */
    String apply(int layer, String x, Lfm2Attention attention, LastPositions wanted) throws IOException {
        String name = "attention_" + layer;
        int head = this.config.headWidth();
        int shared = this.config.keyValueHeads() * head;
        String value = name + ".value";
        this.graph.add(Operator.onnx("Split").with("axis", -1),
                List.of(this.input.apply(x), this.graph.integers(this.config.width(), shared, shared)),
                List.of(name + ".query", name + ".key", value));
        String query = this.queryNorm.applyToHeads(name + ".query", this.config.heads(), head);
        String key = this.keyNorm.applyToHeads(name + ".key", this.config.keyValueHeads(), head);
        return this.output.apply(wanted.of(this.graph, attention.apply(layer, query, key, value)));
    }

}
