package io.parley.compile.graph;

import java.io.IOException;
import java.util.List;

import io.parley.weights.DataType;

/**
 * float32 weights and sums: MatMul and Add.
 */
public record Float32Linear() implements LinearPrecision {

    @Override
    public String id() {
        return "fp32";
    }

    @Override
    public LinearLayer layer(GraphBuilder graph, String name, Projection layer) throws IOException {
        Matrix matrix = layer.weight();
        String weight = graph.weight(name + ".weight", DataType.FLOAT32,
                List.of((long) matrix.columns(), (long) matrix.rows()),
                (output) -> new TransposedMatrix(matrix).writeTo(output::floats));
        float[] values = layer.bias();
        if (values == null) {
            return (x) -> graph.add(Operator.onnx("MatMul"), x, weight);
        }
        String bias = graph.vector(name + ".bias", values);
        return (x) -> graph.add(Operator.onnx("Add"), graph.add(Operator.onnx("MatMul"), x, weight), bias);
    }

}
