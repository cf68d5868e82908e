package io.parley.compile.lfm2audio;

import java.io.IOException;
import java.util.List;

import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.LinearLayer;
import io.parley.compile.graph.LinearPrecision;
import io.parley.compile.graph.Operator;
import io.parley.compile.graph.Projection;

/**
 * The feed-forward block w2(silu(w1 x) * w3 x), with its weights in a graph already. Both
 * inner products are one.
 */
final class SwiGlu {

    private final GraphBuilder graph;

    private final LinearLayer gateAndUp;

    private final LinearLayer down;

    private SwiGlu(GraphBuilder graph, LinearLayer gateAndUp, LinearLayer down) {
        this.graph = graph;
        this.gateAndUp = gateAndUp;
        this.down = down;
    }

    /**
     * Writes the weights.
     * @param name the beginning of their names in the checkpoint, as
     * "lfm.layers.0.feed_forward"
     * @param width of input and output
     * @param inner width between
     */
    static SwiGlu add(GraphBuilder graph, ShapedWeights weights, LinearPrecision precision, String name, int width,
            int inner) throws IOException {
        Projection gateAndUp = Projection.stack(weights.projection(name + ".w1", inner, width),
                weights.projection(name + ".w3", inner, width));
        return new SwiGlu(graph, precision.layer(graph, name + ".w1_w3", gateAndUp),
                precision.layer(graph, name + ".w2", weights.projection(name + ".w2", width, inner)));
    }

    /** Adds one use of the block; {@code name} begins the names of its values. */
    String apply(String name, String x) throws IOException {
        String gate = name + ".gate";
        String up = name + ".up";
        this.graph.add(Operator.onnx("Split").with("axis", -1), List.of(this.gateAndUp.apply(x)), List.of(gate, up));
        // QuickGelu with alpha 1 is SiLU
        String open = this.graph.add(Operator.microsoft("QuickGelu").with("alpha", 1f), gate);
        return this.down.apply(this.graph.add(Operator.onnx("Mul"), open, up));
    }

}
