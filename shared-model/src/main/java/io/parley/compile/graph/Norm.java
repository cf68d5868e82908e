package io.parley.compile.graph;

import java.io.IOException;

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
        return graph.add(operator(epsilon), x, graph.vector(name + ".scale", this.scale),
                graph.vector(name + ".shift", this.shift));
    }

    /**
     * Adds the sum of a residual stream and a block's output, and its normalisation. As
     * two nodes: ONNX Runtime's SkipLayerNormalization takes four times as long.
     * @return the names of both
     */
    public Residual applyToSum(GraphBuilder graph, String name, String stream, String block, float epsilon)
            throws IOException {
        Residual residual = new Residual(name + "_out", name + "_sum");
        graph.addNamed(residual.sum(), Operator.onnx("Add"), stream, block);
        graph.addNamed(residual.normalized(), operator(epsilon), residual.sum(),
                graph.vector(name + ".scale", this.scale), graph.vector(name + ".shift", this.shift));
        return residual;
    }

    private static Operator operator(float epsilon) {
        return Operator.onnx("LayerNormalization").with("axis", -1).with("epsilon", epsilon);
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
