package io.parley.compile.graph;

import java.io.IOException;
import java.util.List;

/**
 * The feed-forward block w2(silu(w1 x) * w3 x), with its weights in a graph already. Both
 * inner products are one.
 */
public final class SwiGlu {

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
     * @param name the beginning of their names
     * @param gate w1, [inner width, width]
     * @param up w3, [inner width, width]
     * @param down w2, [width, inner width]
     */
    public static SwiGlu add(GraphBuilder graph, LinearPrecision precision, String name, Projection gate, Projection up,
            Projection down) throws IOException {
        return new SwiGlu(graph, precision.layer(graph, name + ".w1_w3", Projection.stack(gate, up)),
                precision.layer(graph, name + ".w2", down));
    }

    /** Adds one use of the block; {@code name} begins the names of its values. */
    public String apply(String name, String x) throws IOException {
        String gate = name + ".gate";
        String up = name + ".up";
        this.graph.add(Operator.onnx("Split").with("axis", -1), List.of(this.gateAndUp.apply(x)), List.of(gate, up));
        // QuickGelu with alpha 1 is SiLU
        String open = this.graph.add(Operator.microsoft("QuickGelu").with("alpha", 1f), gate);
        return this.down.apply(this.graph.add(Operator.onnx("Mul"), open, up));
    }

}
