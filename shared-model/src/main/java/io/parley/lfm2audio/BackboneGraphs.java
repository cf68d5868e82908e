package io.parley.lfm2audio;

import java.util.List;

import io.parley.pool.Binding;
import io.parley.pool.Graph;

/**
 * The language model's graph in one or two precisions: what reads a prompt fastest is
 * seldom what makes a single step fastest. Both work on the same caches.
 *
 * @param prompt for several positions
 * @param step for one position; may be the same graph
 */
record BackboneGraphs(Graph prompt, Graph step) {

    /** Bindings of one sequence: of the graph for prompts, and of that for steps. */
    List<Binding> bind() {
        Binding several = this.prompt.bind();
        return List.of(several, (this.step == this.prompt) ? several : this.step.bind());
    }

}
