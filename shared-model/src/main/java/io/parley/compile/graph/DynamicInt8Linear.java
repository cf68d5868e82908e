package io.parley.compile.graph;

import java.io.IOException;
import java.util.List;

import io.parley.weights.DataType;

/**
 * int8 weights with one scale an output; inputs are quantised to 8 bits at run time with
 * one scale a tensor. The fastest for more than one token, and the coarsest.
 */
public record DynamicInt8Linear() implements LinearPrecision {

    @Override
    public String id() {
        return "int8";
    }

    @Override
    public LinearLayer layer(GraphBuilder graph, String name, Projection layer) throws IOException {
        Matrix matrix = layer.weight();
        ChannelQuantizer quantizer = ChannelQuantizer.of(matrix);
        String weight = graph.weight(name + ".int8", DataType.INT8,
                List.of((long) matrix.columns(), (long) matrix.rows()), (output) -> write(quantizer, output));
        String scale = graph.vector(name + ".scale", quantizer.scales());
        float[] values = layer.bias();
        String bias = (values != null) ? graph.vector(name + ".bias", values) : "";
        return (x) -> graph.add(Operator.microsoft("DynamicQuantizeMatMul"), x, weight, scale, "", bias);
    }

    private static void write(ChannelQuantizer quantizer, TensorOutput output) throws IOException {
        byte[] quantized = new byte[quantizer.matrix().rows()];
        new TransposedMatrix(quantizer.matrix()).writeTo((band, offset, count) -> {
            for (int row = 0; row < count; row++) {
                quantized[row] = quantizer.quantize(row, band[offset + row]);
            }
            output.bytes(quantized, 0, count);
        });
    }

}
