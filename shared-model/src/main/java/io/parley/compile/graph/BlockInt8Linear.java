package io.parley.compile.graph;

import java.io.IOException;
import java.util.List;

import io.parley.weights.DataType;

/**
 * 8-bit weights with one scale a block of inputs; inputs are quantised to 8 bits at run
 * time with one scale a block. Finer than one scale a tensor, and the fastest for single
 * tokens.
 *
 * @param blockSize inputs a block
 */
public record BlockInt8Linear(int blockSize) implements LinearPrecision {

    // level 4 lets the kernel compute with int8 inputs
    private static final long ACCURACY_LEVEL = 4;

    @Override
    public LinearLayer layer(GraphBuilder graph, String name, Projection layer) throws IOException {
        Matrix matrix = layer.weight();
        BlockQuantizer quantizer = new BlockQuantizer(this.blockSize);
        int blocks = quantizer.blocks(matrix.columns());
        float[] scales = new float[Math.multiplyExact(matrix.rows(), blocks)];
        String weight = graph.weight(name + ".blocks", DataType.UINT8,
                List.of((long) matrix.rows(), (long) blocks, (long) this.blockSize),
                (output) -> write(matrix, quantizer, scales, output));
        String scale = graph.vector(name + ".scales", scales);
        float[] values = layer.bias();
        String bias = (values != null) ? graph.vector(name + ".bias", values) : "";
        Operator product = Operator.microsoft("MatMulNBits")
            .with("K", matrix.columns())
            .with("N", matrix.rows())
            .with("bits", 8)
            .with("block_size", this.blockSize)
            .with("accuracy_level", ACCURACY_LEVEL);
        return (x) -> graph.add(product, x, weight, scale, "", "", bias);
    }

    private static void write(Matrix matrix, BlockQuantizer quantizer, float[] scales, TensorOutput output)
            throws IOException {
        int blocks = quantizer.blocks(matrix.columns());
        float[] row = new float[matrix.columns()];
        byte[] quantized = new byte[blocks * quantizer.blockSize()];
        for (int r = 0; r < matrix.rows(); r++) {
            matrix.readRow(r, row);
            quantizer.quantize(row, row.length, quantized, scales, r * blocks);
            output.bytes(quantized, 0, quantized.length);
        }
    }

}
