package io.parley.compile.graph;

import java.io.IOException;

/**
 * int8 weights with one scale an output; inputs are quantised to 8 bits at run time with
 * one scale a position. As fast as one scale a tensor for long inputs, but a position
 * with outliers, as language models have them at the first token of a prompt, does not
 * cost the others their precision.
 * <p>
 * The operator knows only one scale a tensor. So every position is divided by its largest
 * magnitude before the product, and the product multiplied by it: afterwards all
 * positions share one range.
 */
public record RowInt8Linear() implements LinearPrecision {

    @Override
    public String id() {
        return "int8-row";
    }

    @Override
    public LinearLayer layer(GraphBuilder graph, String name, Projection layer) throws IOException {
        LinearLayer product = new DynamicInt8Linear().layer(graph, name, new Projection(layer.weight(), null));
        float[] values = layer.bias();
        String bias = (values != null) ? graph.vector(name + ".bias", values) : "";
        return (x) -> {
            ScaledPositions in = ScaledPositions.of(graph, x);
            String y = graph.add(Operator.onnx("Mul"), product.apply(in.values()), in.sizes());
            return bias.isEmpty() ? y : graph.add(Operator.onnx("Add"), y, bias);
        };
    }

    @Override
    public SwiGlu swiGlu(GraphBuilder graph, String name, Projection gate, Projection up, Projection down)
            throws IOException {
        return RowInt8SwiGlu.add(graph, name, gate, up, down);
    }

}
