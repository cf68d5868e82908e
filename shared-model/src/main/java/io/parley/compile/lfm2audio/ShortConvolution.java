package io.parley.compile.lfm2audio;

import java.io.IOException;
import java.util.List;

import io.parley.compile.graph.Axis;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.LinearLayer;
import io.parley.compile.graph.LinearPrecision;
import io.parley.compile.graph.Operator;
import io.parley.compile.graph.ShapedWeights;
import io.parley.weights.DataType;
import io.parley.weights.WeightTensor;

/**
 * LFM2's gated short convolution: (B, C, X) = in_proj(x), u = B * X, a causal depthwise
 * convolution of u over time, times C, out_proj. Its state are the last kernel - 1 values
 * of u, oldest first: {@code past_conv_i} to {@code present_conv_i} float32 [1, kernel -
 * 1, width], zeros before the first position. One buffer may be bound as both: the past
 * is copied out before the present is written.
 */
final class ShortConvolution {

    private final GraphBuilder graph;

    private final Lfm2Config config;

    private final LinearLayer input;

    private final LinearLayer output;

    private final List<String> taps;

    private ShortConvolution(GraphBuilder graph, Lfm2Config config, LinearLayer input, LinearLayer output,
            List<String> taps) {
        this.graph = graph;
        this.config = config;
        this.input = input;
        this.output = output;
        this.taps = taps;
    }

    /**
     * Writes the weights.
     * @param name the beginning of their names in the checkpoint, as "lfm.layers.0.conv"
     */
    static ShortConvolution add(GraphBuilder graph, ShapedWeights weights, LinearPrecision precision, Lfm2Config config,
            String name) throws IOException {
        int width = config.width();
        LinearLayer input = precision.layer(graph, name + ".in_proj",
                weights.projection(name + ".in_proj", 3L * width, width));
        LinearLayer output = precision.layer(graph, name + ".out_proj",
                weights.projection(name + ".out_proj", width, width));
        WeightTensor kernel = weights.tensor(name + ".conv.weight", width, 1, config.kernel());
        String[] taps = new String[config.kernel()];
        float[] values = kernel.toFloats();
        for (int tap = 0; tap < taps.length; tap++) {
            float[] column = new float[width];
            for (int channel = 0; channel < width; channel++) {
                column[channel] = values[channel * taps.length + tap];
            }
            taps[tap] = graph.vector(name + ".conv.weight." + tap, column);
        }
        return new ShortConvolution(graph, config, input, output, List.of(taps));
    }

    /**
     * Adds the operator of one layer, its state among the graph's inputs and outputs.
     * @param x [1, positions, width]; of a longer run, the last positions
     * @param wanted the positions to be put out: those for which x has all that the
     * kernel reaches
     * @return [1, positions wanted, width]
     */
    String apply(int layer, String x, LastPositions wanted) throws IOException {
        String name = "conv_" + layer;
        int kept = this.config.kernel() - 1;
        Axis[] state = { Axis.of(1), Axis.of(kept), Axis.of(this.config.width()) };
        String past = this.graph.input("past_" + name, DataType.FLOAT32, state);
        this.graph.add(Operator.onnx("Split").with("axis", -1), List.of(this.input.apply(x)),
                List.of(name + ".b", name + ".c", name + ".x"));
        String gated = this.graph.add(Operator.onnx("Mul"), name + ".b", name + ".x");
        String all = this.graph.add(Operator.onnx("Concat").with("axis", 1), past, gated);
        String sum = this.graph.add(Operator.onnx("Mul"), gated, this.taps.get(kept));
        for (int tap = kept - 1; tap >= 0; tap--) {
            // the end counts from the back, so that the length need not be known
            String shifted = this.graph.add(Operator.onnx("Slice"), all, this.graph.integers(tap),
                    this.graph.integers(tap - kept), this.graph.integers(1));
            String product = this.graph.add(Operator.onnx("Mul"), shifted, this.taps.get(tap));
            sum = this.graph.add(Operator.onnx("Add"), sum, product);
        }
        String present = "present_" + name;
        this.graph.add(Operator.onnx("Slice"),
                List.of(all, this.graph.integers(-kept), this.graph.integers(Long.MAX_VALUE), this.graph.integers(1)),
                List.of(present));
        this.graph.output(present, DataType.FLOAT32, state);
        return this.output.apply(wanted.of(this.graph, this.graph.add(Operator.onnx("Mul"), name + ".c", sum)));
    }

}
