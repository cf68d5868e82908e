package io.parley.compile.graph;

import java.io.IOException;
import java.util.List;

import io.parley.weights.DataType;

/**
 * A product by ONNX Runtime's MatMulNBits, its weights in blocks of a row with one scale
 * each and no zero points.
 *
 * @param bits of a weight
 * @param blockSize weights of a block
 * @param quantizer of a row
 */
record BlockProduct(int bits, int blockSize, RowQuantizer quantizer) {

    // level 4 lets the kernel compute with int8 inputs
    private static final long ACCURACY_LEVEL = 4;

    LinearLayer layer(GraphBuilder graph, String name, Projection layer) throws IOException {
        Matrix matrix = layer.weight();
        int blocks = Math.ceilDiv(matrix.columns(), this.blockSize);
        int blockBytes = this.blockSize * this.bits / Byte.SIZE;
        float[] scales = new float[Math.multiplyExact(matrix.rows(), blocks)];
        String weight = graph.weight(name + ".blocks", DataType.UINT8,
                List.of((long) matrix.rows(), (long) blocks, (long) blockBytes),
                (output) -> write(matrix, new byte[blocks * blockBytes], scales, output));
        String scale = graph.vector(name + ".scales", scales);
        float[] values = layer.bias();
        String bias = (values != null) ? graph.vector(name + ".bias", values) : "";
        Operator product = Operator.microsoft("MatMulNBits")
            .with("K", matrix.columns())
            .with("N", matrix.rows())
            .with("bits", this.bits)
            .with("block_size", this.blockSize)
            .with("accuracy_level", ACCURACY_LEVEL);
        return (x) -> graph.add(product, x, weight, scale, "", "", bias);
    }

    private void write(Matrix matrix, byte[] quantized, float[] scales, TensorOutput output) throws IOException {
        int blocks = Math.ceilDiv(matrix.columns(), this.blockSize);
        float[] row = new float[matrix.columns()];
        for (int r = 0; r < matrix.rows(); r++) {
            matrix.readRow(r, row);
            this.quantizer.quantize(row, row.length, quantized, scales, r * blocks);
            output.bytes(quantized, 0, quantized.length);
        }
    }

    /** Quantises one row as {@link BlockQuantizer#quantize} does. */
    @FunctionalInterface
    interface RowQuantizer {

        void quantize(float[] row, int columns, byte[] quantized, float[] scales, int firstScale);

    }

}
