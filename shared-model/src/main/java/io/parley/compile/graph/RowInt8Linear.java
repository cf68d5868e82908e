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

    /** Keeps a position of zeros from a division by zero. */
    private static final float LEAST = 1e-20f;

    @Override
    public String id() {
        return "int8-row";
    }

    @Override
    public LinearLayer layer(GraphBuilder graph, String name, Projection layer) throws IOException {
        LinearLayer product = new DynamicInt8Linear().layer(graph, name, new Projection(layer.weight(), null));
        String least = graph.vector(name + ".least", new float[] { LEAST });
        float[] values = layer.bias();
        String bias = (values != null) ? graph.vector(name + ".bias", values) : "";
        return (x) -> {
            String largest = graph.add(Operator.onnx("ReduceMax").with("axes", new long[] { -1 }).with("keepdims", 1),
                    graph.add(Operator.onnx("Abs"), x));
            String size = graph.add(Operator.onnx("Max"), largest, least);
            String y = graph.add(Operator.onnx("Mul"), product.apply(graph.add(Operator.onnx("Div"), x, size)), size);
            return bias.isEmpty() ? y : graph.add(Operator.onnx("Add"), y, bias);
        };
    }

}
