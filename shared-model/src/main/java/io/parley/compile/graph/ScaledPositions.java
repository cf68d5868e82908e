package io.parley.compile.graph;

/**
 * Values whose every position is divided by its largest magnitude.
 *
 * @param values name of [..., width], from -1 to 1
 * @param sizes name of [..., 1]: the magnitudes
 */
record ScaledPositions(String values, String sizes) {

    /** Keeps a position of zeros from a division by zero. */
    private static final float LEAST = 1e-20f;

    /**
     * Adds the division.
     * @param x [..., width]
     */
    static ScaledPositions of(GraphBuilder graph, String x) {
        String largest = graph.add(reduction("ReduceMax"), x);
        String smallest = graph.add(Operator.onnx("Neg"), graph.add(reduction("ReduceMin"), x));
        String sizes = graph.add(Operator.onnx("Max"), largest, smallest, graph.float32(LEAST));
        return new ScaledPositions(graph.add(Operator.onnx("Div"), x, sizes), sizes);
    }

    private static Operator reduction(String name) {
        return Operator.onnx(name).with("axes", new long[] { -1 }).with("keepdims", 1);
    }

}
