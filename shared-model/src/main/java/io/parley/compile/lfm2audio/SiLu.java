package io.parley.compile.lfm2audio;

import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.Operator;

/** The activation x * sigmoid(x). */
final class SiLu {

    private SiLu() {
    }

    // QuickGelu with alpha 1 is SiLU
    static String add(GraphBuilder graph, String x) {
        return graph.add(Operator.microsoft("QuickGelu").with("alpha", 1f), x);
    }

}
