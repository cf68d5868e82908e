package io.parley.compile.graph;

import java.io.IOException;
import java.util.List;

/**
 * RMS normalisation over the last axis, x * weight / sqrt(mean(x^2) + epsilon), with its
 * weight in a graph already.
 */
public final class RmsNorm {

    private final GraphBuilder graph;

    private final String weight;

    private final float epsilon;

    private RmsNorm(GraphBuilder graph, String weight, float epsilon) {
        this.graph = graph;
        this.weight = weight;
        this.epsilon = epsilon;
    }

    /** Writes the weight, under its name in the checkpoint. */
    public static RmsNorm add(GraphBuilder graph, String name, float[] weight, float epsilon) throws IOException {
        return new RmsNorm(graph, graph.vector(name, weight), epsilon);
    }

    /** Adds the normalisation; returns its output. */
    public String apply(String x) {
        return this.graph.add(
                Operator.onnx("SimplifiedLayerNormalization").with("axis", -1).with("epsilon", this.epsilon), x,
                this.weight);
    }

    /**
     * Normalises each head on its own; the weight is that of one head.
     * @param x [batch, positions, heads * head width]
     * @return the same shape
     */
    public String applyToHeads(String x, int heads, int headWidth) {
        String split = this.graph.add(Operator.onnx("Reshape"), x, this.graph.integers(0, 0, heads, headWidth));
        return this.graph.add(Operator.onnx("Reshape"), apply(split), this.graph.integers(0, 0, -1));
    }

    /**
     * Adds a block's output to the residual stream and normalises the sum.
     * @param sum a name for the sum
     * @return both
     */
    public Norm.Residual applyToSum(String stream, String block, String sum) {
        String normalized = sum + ".normalized";
        this.graph.add(Operator.microsoft("SkipSimplifiedLayerNormalization").with("epsilon", this.epsilon),
                List.of(stream, block, this.weight), List.of(normalized, "", "", sum));
        return new Norm.Residual(normalized, sum);
    }

}
