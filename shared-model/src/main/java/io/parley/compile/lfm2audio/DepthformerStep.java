package io.parley.compile.lfm2audio;

import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.RotaryTable;

/**
 * One of a frame's unrolled steps.
 *
 * @param index of the codebook, which is the position too
 * @param name the beginning of its values' names
 * @param last name of the position as int32 [1]
 * @param total name of the number of positions so far, this one included, as int32 [1]
 * @param rotary the rotary embedding of all positions
 */
record DepthformerStep(int index, String name, String last, String total, RotaryTable rotary) {

    static DepthformerStep add(GraphBuilder graph, int index, RotaryTable rotary) {
        return new DepthformerStep(index, "step_" + index, graph.int32(index), graph.int32(index + 1), rotary);
    }

}
