package io.parley.compile.whisper;

import java.io.IOException;
import java.util.List;

import io.parley.compile.graph.Axis;
import io.parley.compile.graph.Float32Linear;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.Matrix;
import io.parley.compile.graph.Norm;
import io.parley.compile.graph.Operator;
import io.parley.compile.graph.Projection;
import io.parley.weights.DataType;

/**
 * The decoder: one graph for the prompt and for single tokens.
 * <ul>
 * <li>in: {@code tokens} int64 [batch, sequence]; {@code positions} int64 [sequence];
 * {@code seqlens_k} int32 [batch], the number of tokens so far with these less one;
 * {@code total_len} int32 [1], the number of tokens so far with these</li>
 * <li>in, for each layer i: {@code past_k_i}, {@code past_v_i} float32 [batch, heads,
 * past, head width]; the encoder's outputs, for as many sounds as divide the batch:
 * sequences one after another share a sound</li>
 * <li>in: {@code bias} float32 [vocabulary], added to the logits: negative infinity for
 * tokens that must not come; {@code count} int64 [1], of the best</li>
 * <li>out: {@code logits} float32 [batch, vocabulary] after the last token;
 * {@code best_tokens} int64 [batch, count], the likeliest first, of equals the lower id,
 * and {@code best_log_probabilities} float32 of the same shape; for each layer
 * {@code present_k_i}, {@code present_v_i} [batch, heads, max(past, total), head
 * width]</li>
 * </ul>
 * One buffer as long as the text context may be bound as past and present of a cache; it
 * is then written in place. Its content past the tokens so far does not matter.
 */
final class WhisperDecoderGraph {

    private static final Axis BATCH = Axis.named("batch");

    private final WhisperWeights weights;

    private final WhisperRecipe recipe;

    private final GraphBuilder graph;

    private final WhisperLayers layers;

    WhisperDecoderGraph(WhisperWeights weights, WhisperRecipe recipe, GraphBuilder graph) {
        this.weights = weights;
        this.recipe = recipe;
        this.graph = graph;
        this.layers = new WhisperLayers(graph);
    }

    /** Adds everything. */
    void write() throws IOException {
        int count = this.weights.dimensions().decoderLayers();
        String tokens = this.graph.input("tokens", DataType.INT64, BATCH, Axis.named("sequence"));
        String positions = this.graph.input("positions", DataType.INT64, Axis.named("sequence"));
        this.graph.input("seqlens_k", DataType.INT32, BATCH);
        this.graph.input("total_len", DataType.INT32, Axis.of(1));
        for (int i = 0; i < count; i++) {
            cacheInput("past_k_" + i, "past");
            cacheInput("past_v_" + i, "past");
        }
        for (CrossTensor tensor : this.recipe.crossTensors(this.weights.dimensions())) {
            this.graph.input(tensor.name(), tensor.type(), tensor.axes(BATCH, Axis.named("length")));
        }
        WhisperTextEmbedding text = new WhisperTextEmbedding(this.weights, this.recipe, this.graph);
        String embedding = text.table();
        String stream = this.graph.add(Operator.onnx("Add"), text.tokens(embedding, tokens),
                this.graph.add(Operator.onnx("Gather"), text.positionTable(), positions));
        String hidden = this.layers.norm("layer_0.attention_norm", stream, this.weights.decoderSelfAttention(0).norm());
        Shapes shapes = shapes(stream);
        for (int i = 0; i < count; i++) {
            Norm.Residual residual = layer(i, stream, hidden, shapes);
            stream = residual.sum();
            hidden = residual.normalized();
        }
        // one position only, before the largest product of all
        String last = this.graph.add(Operator.onnx("Gather").with("axis", 1), hidden, this.graph.integer(-1));
        logits(last, embedding);
    }

    /**
     * Sequences of one sound are one long sequence to cross-attention, which knows no
     * order: each key and value is then read once for all of them.
     */
    private Shapes shapes(String stream) {
        String sounds = this.graph.add(Operator.onnx("Shape").with("start", 0).with("end", 1), "cross_k_0");
        String bySound = this.graph.add(Operator.onnx("Concat").with("axis", 0), sounds,
                this.graph.integers(-1, this.weights.dimensions().width()));
        return new Shapes(bySound, this.graph.add(Operator.onnx("Shape"), stream));
    }

    private Norm.Residual layer(int index, String stream, String hidden, Shapes shapes) throws IOException {
        String name = "layer_" + index;
        String own = selfAttention(index, hidden);
        AttentionWeights cross = this.weights.decoderCrossAttention(index);
        Norm.Residual residual = this.layers.normOfSum(name + ".cross_norm", stream, own, cross.norm());
        String query = linear(name + ".cross_query", residual.normalized(), cross.query());
        String heard = this.recipe.cross()
            .attend(this.graph, index, this.weights.dimensions(),
                    this.graph.add(Operator.onnx("Reshape"), query, shapes.bySound()));
        heard = this.graph.add(Operator.onnx("Reshape"), heard, shapes.bySequence());
        heard = linear(name + ".cross_output", heard, cross.output());
        FeedForwardWeights feedForward = this.weights.decoderFeedForward(index);
        residual = this.layers.normOfSum(name + ".feed_forward_norm", residual.sum(), heard, feedForward.norm());
        String inner = this.layers.gelu(linear(name + ".up", residual.normalized(), feedForward.up()));
        String block = this.recipe.decoderFiner().apply(this.graph, name + ".down", inner, feedForward.down());
        boolean last = index + 1 == this.weights.dimensions().decoderLayers();
        return last ? this.layers.normOfSum("norm", residual.sum(), block, this.weights.decoderNorm())
                : this.layers.normOfSum("layer_" + (index + 1) + ".attention_norm", residual.sum(), block,
                        this.weights.decoderSelfAttention(index + 1).norm());
    }

    private String selfAttention(int index, String hidden) throws IOException {
        WhisperDimensions dimensions = this.weights.dimensions();
        String name = "layer_" + index;
        AttentionWeights attention = this.weights.decoderSelfAttention(index);
        String packed = linear(name + ".query_key_value", hidden,
                Projection.stack(attention.query(), attention.key(), attention.value()));
        String mixed = name + ".attention";
        String presentKey = "present_k_" + index;
        String presentValue = "present_v_" + index;
        Operator operator = Operator.microsoft("GroupQueryAttention")
            .with("num_heads", dimensions.heads())
            .with("kv_num_heads", dimensions.heads());
        this.graph.add(operator,
                List.of(packed, "", "", "past_k_" + index, "past_v_" + index, "seqlens_k", "total_len"),
                List.of(mixed, presentKey, presentValue));
        for (String present : List.of(presentKey, presentValue)) {
            this.graph.output(present, DataType.FLOAT32, cacheAxes("present"));
        }
        return linear(name + ".output", mixed, attention.output());
    }

    private void logits(String hidden, String embedding) throws IOException {
        int vocabulary = this.weights.dimensions().vocabulary();
        String bias = this.graph.input("bias", DataType.FLOAT32, Axis.of(vocabulary));
        Matrix head = this.weights.head();
        boolean shared = this.recipe.head() instanceof Float32Linear && head.equals(this.weights.tokenEmbedding());
        String logits = shared ? this.graph.add(Operator.onnx("Gemm").with("transB", 1), hidden, embedding)
                : this.recipe.head().apply(this.graph, "head", hidden, new Projection(head, null));
        this.graph.addNamed("logits", Operator.onnx("Add"), logits, bias);
        this.graph.output("logits", DataType.FLOAT32, BATCH, Axis.of(vocabulary));
        best();
    }

    /** Here rather than in Java, which would go over all scores on one thread. */
    private void best() {
        String count = this.graph.input("count", DataType.INT64, Axis.of(1));
        String probabilities = this.graph.add(Operator.onnx("LogSoftmax").with("axis", -1), "logits");
        this.graph.add(Operator.onnx("TopK"), List.of(probabilities, count),
                List.of("best_log_probabilities", "best_tokens"));
        this.graph.output("best_log_probabilities", DataType.FLOAT32, BATCH, Axis.named("count"));
        this.graph.output("best_tokens", DataType.INT64, BATCH, Axis.named("count"));
    }

    private String linear(String name, String x, Projection projection) throws IOException {
        return this.recipe.products().apply(this.graph, name, x, projection);
    }

    private void cacheInput(String name, String length) {
        this.graph.input(name, DataType.FLOAT32, cacheAxes(length));
    }

    private Axis[] cacheAxes(String length) {
        WhisperDimensions dimensions = this.weights.dimensions();
        return new Axis[] { BATCH, Axis.of(dimensions.heads()), Axis.named(length), Axis.of(dimensions.headWidth()) };
    }

    /**
     * Names of shapes.
     *
     * @param bySound [sounds, sequences of a sound * sequence, width]
     * @param bySequence [batch, sequence, width]
     */
    private record Shapes(String bySound, String bySequence) {
    }

}
