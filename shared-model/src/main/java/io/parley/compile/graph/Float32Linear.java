package io.parley.compile.graph;

import java.io.IOException;
import java.util.List;

import io.parley.weights.DataType;

/**
 * float32 weights and sums: MatMul and Add.
 */
public record Float32Linear() implements LinearPrecision {

    @Override
    public String apply(GraphBuilder graph, String name, String x, Projection layer) throws IOException {
        Matrix matrix = layer.weight();
        String weight = graph.weight(name + ".weight", DataType.FLOAT32,
                List.of((long) matrix.columns(), (long) matrix.rows()),
                (output) -> new TransposedMatrix(matrix).writeTo(output::floats));
        String product = graph.add(Operator.onnx("MatMul"), x, weight);
        float[] bias = layer.bias();
        return (bias != null) ? graph.add(Operator.onnx("Add"), product, graph.vector(name + ".bias", bias)) : product;
    }

}
