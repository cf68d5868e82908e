package io.parley.compile.graph;

import java.io.IOException;

/**
 * The feed-forward block w2(silu(w1 x) * w3 x), with its weights in a graph already.
 */
@FunctionalInterface
public interface SwiGlu {

    /**
     * Adds one use of the block.
     * @param name the beginning of its values' names
     * @param x [..., width]
     * @return the same shape
     */
    String apply(String name, String x) throws IOException;

}
