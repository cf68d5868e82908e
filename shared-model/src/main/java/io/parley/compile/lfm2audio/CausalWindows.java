package io.parley.compile.lfm2audio;

import java.util.ArrayList;
import java.util.List;

import io.parley.compile.graph.Axis;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.Operator;
import io.parley.weights.DataType;

/**
 * The last inputs of every step side by side, which turns causal convolutions into
 * products; what the next run needs of this one's inputs is an output of the graph.
 */
final class CausalWindows {

    private final GraphBuilder graph;

    CausalWindows(GraphBuilder graph) {
        this.graph = graph;
    }

    /**
     * Adds a window of a state's steps and the current one.
     * @param x float32 [1, n, width]
     * @return the name of [1, n, (steps + 1) * width], oldest first
     */
    String window(ConvolutionState state, String x) {
        Axis[] axes = { Axis.of(1), Axis.of(state.steps()), Axis.of(state.width()) };
        String past = this.graph.input(state.past(), DataType.FLOAT32, axes);
        String all = this.graph.add(Operator.onnx("Concat").with("axis", 1), past, x);
        List<String> taps = new ArrayList<>();
        for (int tap = 0; tap < state.steps(); tap++) {
            taps.add(slice(all, tap, tap - state.steps()));
        }
        taps.add(x);
        this.graph.add(Operator.onnx("Slice"), List.of(all, this.graph.integers(-state.steps()),
                this.graph.integers(Long.MAX_VALUE), this.graph.integers(1)), List.of(state.present()));
        this.graph.output(state.present(), DataType.FLOAT32, axes);
        return this.graph.add(Operator.onnx("Concat").with("axis", 2), taps.toArray(String[]::new));
    }

    private String slice(String x, int start, int end) {
        return this.graph.add(Operator.onnx("Slice"), x, this.graph.integers(start), this.graph.integers(end),
                this.graph.integers(1));
    }

}
