package io.parley.compile.lfm2audio;

import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.Operator;

/**
 * How many positions at the end of a run something is wanted of. Of a prompt only the
 * last position's state is; so what only the other positions would read need not be
 * computed.
 *
 * @param count the positions; a run may have fewer
 */
record LastPositions(int count) {

    static final LastPositions ALL = new LastPositions(Integer.MAX_VALUE);

    /**
     * Of which positions a layer has to be given something, for these to come out of it.
     * @param kind of the layer; attention reads all
     */
    LastPositions readBy(LayerKind kind, int kernel) {
        return (kind == LayerKind.CONVOLUTION && !equals(ALL)) ? new LastPositions(this.count + kernel - 1) : ALL;
    }

    /**
     * Adds the choice of these positions.
     * @param x [1, positions, width]
     */
    String of(GraphBuilder graph, String x) {
        return equals(ALL) ? x : graph.add(Operator.onnx("Slice"), x, graph.integers(-this.count),
                graph.integers(Long.MAX_VALUE), graph.integers(1));
    }

}
