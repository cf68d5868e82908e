package io.parley.compile.graph;

import java.io.IOException;

/**
 * 4-bit weights with one scale a block of inputs; inputs are quantised to 8 bits at run
 * time with one scale a block. Half the bytes of 8-bit weights, which is what a single
 * position waits for, and the coarser the larger the block. Slow for many positions.
 *
 * @param blockSize inputs a block
 */
public record BlockInt4Linear(int blockSize) implements LinearPrecision {

    private static final int BITS = 4;

    @Override
    public String id() {
        return "int4-block-" + this.blockSize;
    }

    @Override
    public LinearLayer layer(GraphBuilder graph, String name, Projection layer) throws IOException {
        Int4Quantizer quantizer = new Int4Quantizer(this.blockSize);
        return new BlockProduct(BITS, this.blockSize, quantizer::quantize).layer(graph, name, layer);
    }

}
