package io.parley.compile.whisper;

import java.io.IOException;

import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.Norm;
import io.parley.compile.graph.Operator;

/**
 * What encoder and decoder have in common.
 */
final class WhisperLayers {

    /** [batch, n, heads, head width] to [batch, heads, n, head width], and back. */
    static final Operator SWAP_POSITIONS_AND_HEADS = Operator.onnx("Transpose").with("perm", new long[] { 0, 2, 1, 3 });

    private static final float EPSILON = 1e-5f;

    private final GraphBuilder graph;

    WhisperLayers(GraphBuilder graph) {
        this.graph = graph;
    }

    /** [batch, n, width] to [batch, n, heads, head width]. */
    static String byHead(GraphBuilder graph, WhisperDimensions dimensions, String x) {
        return graph.add(Operator.onnx("Reshape"), x, graph.integers(0, 0, dimensions.heads(), dimensions.headWidth()));
    }

    String norm(String name, String x, Norm norm) throws IOException {
        return norm.apply(this.graph, name, x, EPSILON);
    }

    Norm.Residual normOfSum(String name, String stream, String block, Norm norm) throws IOException {
        return norm.applyToSum(this.graph, name, stream, block, EPSILON);
    }

    /** GELU in its exact form, by the error function. */
    String gelu(String x) {
        return this.graph.add(Operator.microsoft("Gelu"), x);
    }

    /**
     * Attention over all keys. Queries [batch, n, width]; scores scaled by head
     * width^-0.5.
     */
    String attention(int heads, String query, String key, String value) {
        return this.graph.add(Operator.microsoft("MultiHeadAttention").with("num_heads", heads), query, key, value);
    }

    /** As {@link #attention}, over the keys up to a query's own place only. */
    String causalAttention(int heads, String query, String key, String value) {
        return this.graph.add(
                Operator.microsoft("MultiHeadAttention").with("num_heads", heads).with("unidirectional", 1), query, key,
                value);
    }

}
