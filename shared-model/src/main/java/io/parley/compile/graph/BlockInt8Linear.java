package io.parley.compile.graph;

import java.io.IOException;

/**
 * 8-bit weights with one scale a block of inputs; inputs are quantised to 8 bits at run
 * time with one scale a block. Finer than one scale a tensor, and as fast for a single
 * token.
 *
 * @param blockSize inputs a block
 */
public record BlockInt8Linear(int blockSize) implements LinearPrecision {

    private static final int BITS = 8;

    @Override
    public String id() {
        return "int8-block-" + this.blockSize;
    }

    @Override
    public LinearLayer layer(GraphBuilder graph, String name, Projection layer) throws IOException {
        BlockQuantizer quantizer = new BlockQuantizer(this.blockSize);
        return new BlockProduct(BITS, this.blockSize, quantizer::quantize).layer(graph, name, layer);
    }

}
