package io.parley.compile.graph;

import java.io.IOException;
import java.util.List;

/** Both inner products are one: for single positions, the fewer operators the better. */
final class JoinedSwiGlu implements SwiGlu {

    private final GraphBuilder graph;

    private final LinearLayer gateAndUp;

    private final LinearLayer down;

    private JoinedSwiGlu(GraphBuilder graph, LinearLayer gateAndUp, LinearLayer down) {
        this.graph = graph;
        this.gateAndUp = gateAndUp;
        this.down = down;
    }

    static SwiGlu add(GraphBuilder graph, LinearPrecision precision, String name, Projection gate, Projection up,
            Projection down) throws IOException {
        return new JoinedSwiGlu(graph, precision.layer(graph, name + ".w1_w3", Projection.stack(gate, up)),
                precision.layer(graph, name + ".w2", down));
    }

    @Override
    public String apply(String name, String x) throws IOException {
        String gate = name + ".gate";
        String up = name + ".up";
        this.graph.add(Operator.onnx("Split").with("axis", -1), List.of(this.gateAndUp.apply(x)), List.of(gate, up));
        // QuickGelu with alpha 1 is SiLU
        String open = this.graph.add(Operator.microsoft("QuickGelu").with("alpha", 1f), gate);
        return this.down.apply(this.graph.add(Operator.onnx("Mul"), open, up));
    }

}
