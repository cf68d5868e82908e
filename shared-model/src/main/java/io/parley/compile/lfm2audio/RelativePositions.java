package io.parley.compile.lfm2audio;

import java.io.IOException;

import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.Operator;
import io.parley.weights.DataType;

/**
 * What attention by relative position needs of the clip's length (Dai et al.,
 * "Transformer-XL: Attentive Language Models beyond a Fixed-Length Context", 2019): the
 * sinusoidal table, and the shapes by which scores for a relative position become scores
 * for a key. All are computed in the graph, so that no length is special.
 *
 * @param frames int64 [1], the number T of frames
 * @param table float32 [2 T, width], row r for the relative position T - 1 - r; the last
 * row stands for no pair of frames, and makes the rows' number even for {@link #shift}
 * @param first int64 [1], T - 1
 * @param skewed int64 [4], the shape [1, heads, T, 2 T - 1]
 */
record RelativePositions(String frames, String table, String first, String skewed) {

    private static final double LONGEST_PERIOD = 10_000;

    /** The table's name in the graph. */
    static final String TABLE = "positions";

    /**
     * Adds the table.
     * @param x float32 [1, frames, width]
     */
    static RelativePositions add(GraphBuilder graph, String x, int width) throws IOException {
        String frames = graph.add(Operator.onnx("Shape").with("start", 1).with("end", 2), x);
        String count = graph.add(Operator.onnx("Squeeze"), frames);
        String one = graph.integer(1);
        String last = graph.add(Operator.onnx("Sub"), graph.add(Operator.onnx("Neg"), count), one);
        String positions = graph.add(Operator.onnx("Range"), graph.add(Operator.onnx("Sub"), count, one), last,
                graph.integer(-1));
        String column = graph.add(Operator.onnx("Unsqueeze"), graph.cast(positions, DataType.FLOAT32),
                graph.integers(1));
        String angles = graph.add(Operator.onnx("Mul"), column,
                graph.vector(TABLE + ".frequencies", frequencies(width)));
        String pairs = graph.add(Operator.onnx("Concat").with("axis", -1), alone(graph, "Sin", angles),
                alone(graph, "Cos", angles));
        String table = graph.addNamed(TABLE, Operator.onnx("Reshape"), pairs, graph.integers(0, width));
        return new RelativePositions(frames, table, graph.add(Operator.onnx("Sub"), frames, graph.integers(1)),
                graph.add(Operator.onnx("Concat").with("axis", 0), graph.integers(0, 0), frames, graph.integers(-1)));
    }

    private static String alone(GraphBuilder graph, String function, String angles) {
        return graph.add(Operator.onnx("Unsqueeze"), graph.add(Operator.onnx(function), angles), graph.integers(-1));
    }

    // rounded where the reference rounds: far positions multiply the difference
    private static float[] frequencies(int width) {
        float[] frequencies = new float[width / 2];
        float step = (float) -(Math.log(LONGEST_PERIOD) / width);
        for (int j = 0; j < frequencies.length; j++) {
            frequencies[j] = (float) Math.exp(2 * j * step);
        }
        return frequencies;
    }

    /**
     * Adds the step from scores by row of the table to scores by key: key j of query i
     * has row T - 1 - i + j. Row by row of length 2 T, that is element
     * {@code (2 T - 1) i + T - 1 + j}: dropping T - 1 elements in front and one at the
     * end leaves rows of length 2 T - 1 that begin where they should.
     * @param scores float32 [1, heads, T, 2 T]
     * @return float32 [1, heads, T, T]
     */
    String shift(GraphBuilder graph, String scores) {
        String flat = graph.add(Operator.onnx("Reshape"), scores, graph.integers(0, 0, -1));
        String cut = graph.add(Operator.onnx("Slice"), flat, this.first, graph.integers(-1), graph.integers(2));
        String rows = graph.add(Operator.onnx("Reshape"), cut, this.skewed);
        return graph.add(Operator.onnx("Slice"), rows, graph.integers(0), this.frames, graph.integers(3));
    }

}
