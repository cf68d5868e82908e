package io.parley.compile.graph;

import java.io.IOException;

/**
 * A linear layer whose weights are in a graph already. It may be applied any number of
 * times, as an unrolled loop does, without the weights being written again.
 */
@FunctionalInterface
public interface LinearLayer {

    /**
     * Adds one use of the layer.
     * @param x the input's name, float32 [..., inputs]
     * @return the output's name, float32 [..., outputs]
     */
    String apply(String x) throws IOException;

}
