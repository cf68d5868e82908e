package io.parley.compile.graph;

import java.io.IOException;

/**
 * The feed-forward block in the numbers of {@link RowInt8Linear}. Of its inner values,
 * the widest of a layer, only w1's have to be multiplied by the sizes of the positions
 * before the activation; w3's go on as they are, for what is made of them is divided by
 * its own sizes anyway, and the product with w2 is multiplied by both. The inner products
 * are two, because to split a wide one is to copy it.
 */
final class RowInt8SwiGlu implements SwiGlu {

    private final GraphBuilder graph;

    private final LinearLayer gate;

    private final LinearLayer up;

    private final LinearLayer down;

    private RowInt8SwiGlu(GraphBuilder graph, LinearLayer gate, LinearLayer up, LinearLayer down) {
        this.graph = graph;
        this.gate = gate;
        this.up = up;
        this.down = down;
    }

    static SwiGlu add(GraphBuilder graph, String name, Projection gate, Projection up, Projection down)
            throws IOException {
        DynamicInt8Linear products = new DynamicInt8Linear();
        return new RowInt8SwiGlu(graph, products.layer(graph, name + ".w1", gate),
                products.layer(graph, name + ".w3", up), products.layer(graph, name + ".w2", down));
    }

    @Override
    public String apply(String name, String x) throws IOException {
        ScaledPositions in = ScaledPositions.of(this.graph, x);
        String gate = multiply(this.gate.apply(in.values()), in.sizes());
        // QuickGelu with alpha 1 is SiLU
        String open = this.graph.add(Operator.microsoft("QuickGelu").with("alpha", 1f), gate);
        ScaledPositions inner = ScaledPositions.of(this.graph, multiply(open, this.up.apply(in.values())));
        return multiply(this.down.apply(inner.values()), multiply(in.sizes(), inner.sizes()));
    }

    private String multiply(String a, String b) {
        return this.graph.add(Operator.onnx("Mul"), a, b);
    }

}
