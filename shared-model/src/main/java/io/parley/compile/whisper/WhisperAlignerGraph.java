package io.parley.compile.whisper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.parley.compile.graph.Axis;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.Norm;
import io.parley.compile.graph.Operator;
import io.parley.compile.graph.Projection;
import io.parley.weights.DataType;

/**
 * The decoder run once over a whole text that is known, up to the cross-attention of the
 * last layer that has a head asked for; what would follow is of no use here. No caches.
 * <ul>
 * <li>in: {@code tokens} int64 [batch, sequence]; {@code frames} int64 [1], how many of
 * the encoder's positions hold sound</li>
 * <li>in, from the encoder: what it leaves of each layer's keys and of the values of each
 * layer but the last</li>
 * <li>out: {@code attention} float32 [batch, heads asked for, sequence, frames]: how much
 * each token looks at each of the first frames, which sums to 1</li>
 * </ul>
 * The layers hear the whole window, as they did when the text was generated; only the
 * attention given out is cut to the sound.
 */
final class WhisperAlignerGraph {

    private static final Axis BATCH = Axis.named("batch");

    private final WhisperWeights weights;

    private final WhisperRecipe recipe;

    private final GraphBuilder graph;

    private final List<AlignmentHead> heads;

    private final WhisperLayers layers;

    WhisperAlignerGraph(WhisperWeights weights, WhisperRecipe recipe, GraphBuilder graph, List<AlignmentHead> heads) {
        this.weights = weights;
        this.recipe = recipe;
        this.graph = graph;
        this.heads = heads;
        this.layers = new WhisperLayers(graph);
    }

    /** Adds everything. */
    void write() throws IOException {
        int last = AlignmentHead.lastLayer(this.heads);
        String tokens = this.graph.input("tokens", DataType.INT64, BATCH, Axis.named("sequence"));
        this.graph.input("frames", DataType.INT64, Axis.of(1));
        for (CrossTensor tensor : this.recipe.crossTensorsUpTo(this.weights.dimensions(), last)) {
            this.graph.input(tensor.name(), tensor.type(), tensor.axes(BATCH, Axis.named("length")));
        }
        String stream = embed(tokens);
        String hidden = this.layers.norm("layer_0.attention_norm", stream, this.weights.decoderSelfAttention(0).norm());
        List<String> shown = new ArrayList<>();
        for (int i = 0; i <= last; i++) {
            AttentionWeights cross = this.weights.decoderCrossAttention(i);
            Norm.Residual residual = this.layers.normOfSum("layer_" + i + ".cross_norm", stream,
                    selfAttention(i, hidden), cross.norm());
            String query = linear("layer_" + i + ".cross_query", residual.normalized(), cross.query());
            show(i, query, shown);
            if (i < last) {
                Norm.Residual next = rest(i, residual.sum(), query);
                stream = next.sum();
                hidden = next.normalized();
            }
        }
        this.graph.add(Operator.onnx("Concat").with("axis", 1), shown, List.of("attention"));
        this.graph.output("attention", DataType.FLOAT32, BATCH, Axis.of(this.heads.size()), Axis.named("sequence"),
                Axis.named("frames"));
    }

    private String embed(String tokens) throws IOException {
        WhisperTextEmbedding embedding = new WhisperTextEmbedding(this.weights, this.recipe, this.graph);
        String length = this.graph.add(Operator.onnx("Shape").with("start", 1).with("end", 2), tokens);
        String positions = this.graph.add(Operator.onnx("Slice"), embedding.positionTable(), this.graph.integers(0),
                length, this.graph.integers(0));
        return this.graph.add(Operator.onnx("Add"), embedding.tokens(embedding.table(), tokens), positions);
    }

    private String selfAttention(int index, String hidden) throws IOException {
        String name = "layer_" + index;
        AttentionWeights attention = this.weights.decoderSelfAttention(index);
        String mixed = this.layers.causalAttention(this.weights.dimensions().heads(),
                linear(name + ".query", hidden, attention.query()), linear(name + ".key", hidden, attention.key()),
                linear(name + ".value", hidden, attention.value()));
        return linear(name + ".output", mixed, attention.output());
    }

    /** What follows the cross-attention's query in a layer, up to the next one's norm. */
    private Norm.Residual rest(int index, String stream, String query) throws IOException {
        String name = "layer_" + index;
        String heard = this.recipe.cross().attend(this.graph, index, this.weights.dimensions(), query);
        heard = linear(name + ".cross_output", heard, this.weights.decoderCrossAttention(index).output());
        FeedForwardWeights feedForward = this.weights.decoderFeedForward(index);
        Norm.Residual residual = this.layers.normOfSum(name + ".feed_forward_norm", stream, heard, feedForward.norm());
        String inner = this.layers.gelu(linear(name + ".up", residual.normalized(), feedForward.up()));
        String block = this.recipe.decoderFiner().apply(this.graph, name + ".down", inner, feedForward.down());
        return this.layers.normOfSum("layer_" + (index + 1) + ".attention_norm", residual.sum(), block,
                this.weights.decoderSelfAttention(index + 1).norm());
    }

    /** The attention of a layer's heads that are asked for, over the frames of sound. */
    private void show(int index, String query, List<String> shown) {
        long[] asked = this.heads.stream()
            .filter((head) -> head.layer() == index)
            .mapToLong(AlignmentHead::head)
            .toArray();
        if (asked.length == 0) {
            return;
        }
        shown.add(this.recipe.cross()
            .show(this.graph, index, this.weights.dimensions(), query, this.graph.integers(asked), "frames"));
    }

    private String linear(String name, String x, Projection projection) throws IOException {
        return this.recipe.products().apply(this.graph, name, x, projection);
    }

}
