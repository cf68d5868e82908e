package io.parley.compile.lfm2audio;

import java.io.IOException;

import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.LinearPrecision;
import io.parley.compile.graph.Operator;
import io.parley.compile.graph.Projection;
import io.parley.compile.graph.ShapedWeights;

/**
 * Attention over the whole clip whose scores are {@code (q + u) k + (q + v) p}, p the
 * projected table of relative positions and u, v learned. The fused operator computes the
 * first term and takes the second as a bias of the scores.
 */
final class RelativeAttention {

    private final GraphBuilder graph;

    private final ShapedWeights weights;

    private final LinearPrecision precision;

    private final EncoderConfig config;

    RelativeAttention(GraphBuilder graph, ShapedWeights weights, LinearPrecision precision, EncoderConfig config) {
        this.graph = graph;
        this.weights = weights;
        this.precision = precision;
        this.config = config;
    }

    /**
     * Adds one layer's attention.
     * @param name the layer's module, as "conformer.layers.0.self_attn"
     * @param x float32 [1, frames, width]
     * @param positions of the clip
     * @param table the table of positions, scaled as scores are
     * @param output the output's name, float32 [1, frames, width]
     */
    String apply(String name, String x, RelativePositions positions, String table, String output) throws IOException {
        int width = this.config.width();
        int heads = this.config.heads();
        String query = linear(name + ".linear_q", x, this.weights.projection(name + ".linear_q", width, width));
        String byContent = biased(name, "pos_bias_u", query);
        String byPosition = split(biased(name, "pos_bias_v", query), new long[] { 0, 2, 1, 3 });
        String projected = linear(name + ".linear_pos", table,
                this.weights.projection(name + ".linear_pos", width, width));
        String rows = split(this.graph.add(Operator.onnx("Unsqueeze"), projected, this.graph.integers(0)),
                new long[] { 0, 2, 3, 1 });
        String bias = positions.shift(this.graph, this.graph.add(Operator.onnx("MatMul"), byPosition, rows));
        String mixed = this.graph.add(Operator.microsoft("MultiHeadAttention").with("num_heads", heads), byContent,
                biasedLinear(name + ".linear_k", x), biasedLinear(name + ".linear_v", x), "", "", bias);
        return this.graph.addNamed(output, Operator.onnx("Identity"), biasedLinear(name + ".linear_out", mixed));
    }

    /** The query with its layer's bias and one of the two learned ones. */
    private String biased(String name, String learned, String query) throws IOException {
        int width = this.config.width();
        int heads = this.config.heads();
        float[] bias = this.weights.vector(name + ".linear_q.bias", width);
        float[] more = this.weights.tensor(name + "." + learned, heads, width / heads).toFloats();
        for (int i = 0; i < width; i++) {
            bias[i] += more[i];
        }
        return this.graph.add(Operator.onnx("Add"), query, this.graph.vector(name + "." + learned, bias));
    }

    private String split(String x, long[] order) {
        int heads = this.config.heads();
        String byHead = this.graph.add(Operator.onnx("Reshape"), x,
                this.graph.integers(0, 0, heads, this.config.width() / heads));
        return this.graph.add(Operator.onnx("Transpose").with("perm", order), byHead);
    }

    private String biasedLinear(String name, String x) throws IOException {
        return linear(name, x, this.weights.biasedProjection(name, this.config.width(), this.config.width()));
    }

    private String linear(String name, String x, Projection layer) throws IOException {
        return this.precision.apply(this.graph, name, x, layer);
    }

}
