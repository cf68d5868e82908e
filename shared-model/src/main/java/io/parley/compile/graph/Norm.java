package io.parley.compile.graph;

import java.io.IOException;
import java.util.List;

/**
 * The weights of a layer normalisation.
 *
 * @param scale gamma
 * @param shift beta
 */
public record Norm(float[] scale, float[] shift) {

    /**
     * Adds the normalisation over the last axis.
     * @return the output's name
     */
    public String apply(GraphBuilder graph, String name, String x, float epsilon) throws IOException {
        return graph.add(Operator.onnx("LayerNormalization").with("axis", -1).with("epsilon", epsilon), x,
                graph.vector(name + ".scale", this.scale), graph.vector(name + ".shift", this.shift));
    }

    /**
     * Adds the sum of a residual stream and a block's output, and its normalisation.
     * @return the names of both
     */
    public Residual applyToSum(GraphBuilder graph, String name, String stream, String block, float epsilon)
            throws IOException {
        Residual residual = new Residual(name + "_out", name + "_sum");
        graph.add(Operator.microsoft("SkipLayerNormalization").with("epsilon", epsilon),
                List.of(stream, block, graph.vector(name + ".scale", this.scale),
                        graph.vector(name + ".shift", this.shift)),
                List.of(residual.normalized(), "", "", residual.sum()));
        return residual;
    }

    /**
     * What a block reads and what its output is added to.
     *
     * @param normalized the normalised sum
     * @param sum the residual stream
     */
    public record Residual(String normalized, String sum) {
    }

}
