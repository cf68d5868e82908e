package io.parley.compile.graph;

import java.io.IOException;

/**
 * How a linear layer is computed: which operator, and with which numbers its weights are
 * kept.
 */
public sealed interface LinearPrecision
        permits Float32Linear, DynamicInt8Linear, RowInt8Linear, BlockInt8Linear, BlockInt4Linear {

    /** A name that tells it from all others, fit for a file name, as "int4-block-32". */
    String id();

    /**
     * Adds a layer's weights to a graph.
     * @param graph where
     * @param name a name for the layer, the beginning of its weights' names
     * @param layer the weights
     * @return the layer, to be applied
     */
    LinearLayer layer(GraphBuilder graph, String name, Projection layer) throws IOException;

    /**
     * Adds the weights of a feed-forward block to a graph.
     * @param graph where
     * @param name the beginning of their names
     * @param gate w1, [inner width, width], without bias
     * @param up w3, [inner width, width], without bias
     * @param down w2, [width, inner width], without bias
     * @return the block, to be applied
     */
    default SwiGlu swiGlu(GraphBuilder graph, String name, Projection gate, Projection up, Projection down)
            throws IOException {
        return JoinedSwiGlu.add(graph, this, name, gate, up, down);
    }

    /**
     * Adds a layer that is used once.
     * @param graph where
     * @param name a name for the layer, the beginning of its weights' names
     * @param x the input's name, float32 [..., inputs]
     * @param layer the weights
     * @return the output's name, float32 [..., outputs]
     */
    default String apply(GraphBuilder graph, String name, String x, Projection layer) throws IOException {
        return layer(graph, name, layer).apply(x);
    }

}
