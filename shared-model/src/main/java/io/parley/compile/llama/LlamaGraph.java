package io.parley.compile.llama;

import java.io.IOException;
import java.util.List;

import io.parley.compile.graph.Axis;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.Norm;
import io.parley.compile.graph.Operator;
import io.parley.compile.graph.RmsNorm;
import io.parley.compile.graph.RotaryTable;
import io.parley.weights.DataType;

/**
 * The whole model as one graph, for the prompt, whole or in runs, and for single
 * positions.
 * <ul>
 * <li>in: {@code embeds} float32 [1, positions, width]; {@code seqlens_k} int32 [1], the
 * positions so far with these less one; {@code total_len} int32 [1], the positions so far
 * with these</li>
 * <li>in, for each layer i: {@code past_k_i}, {@code past_v_i} float32 [1, key/value
 * heads, capacity, head width]</li>
 * <li>out: {@code logits} float32 [1, vocabulary], of the last position</li>
 * <li>out: {@code present_k_i}, {@code present_v_i}, the same buffers as the past's,
 * written in place</li>
 * </ul>
 */
final class LlamaGraph {

    private static final String LOGITS = "logits";

    private final GraphBuilder graph;

    private final LlamaWeights weights;

    private final LlamaConfig config;

    private final LlamaRecipe recipe;

    LlamaGraph(GraphBuilder graph, LlamaWeights weights, LlamaRecipe recipe) {
        this.graph = graph;
        this.weights = weights;
        this.config = weights.config();
        this.recipe = recipe;
    }

    /**
     * Adds everything.
     * @throws io.parley.weights.WeightsException if a weight is missing or misshapen
     */
    void write() throws IOException {
        Axis width = Axis.of(this.config.width());
        String embeddings = this.graph.input("embeds", DataType.FLOAT32, Axis.of(1), Axis.named("positions"), width);
        String last = this.graph.input("seqlens_k", DataType.INT32, Axis.of(1));
        String total = this.graph.input("total_len", DataType.INT32, Axis.of(1));
        RotaryTable rotary = RotaryTable.add(this.graph, "rotary", this.config.positions(), this.weights.frequencies());
        Norm.Residual residual = new Norm.Residual(
                norm("layer_0.attention_norm", this.weights.attentionNorm(0)).apply(embeddings), embeddings);
        for (int layer : this.config.layers()) {
            String name = "layer_" + layer;
            String attended = attention(layer, residual.normalized(), List.of(last, total, rotary.cos(), rotary.sin()));
            residual = norm(name + ".feed_forward_norm", this.weights.feedForwardNorm(layer)).applyToSum(residual.sum(),
                    attended, name + ".attended");
            String fed = this.recipe.layers()
                .swiGlu(this.graph, name + ".feed_forward", this.weights.gate(layer), this.weights.up(layer),
                        this.weights.down(layer))
                .apply(name + ".feed_forward", residual.normalized());
            residual = nextNorm(layer).applyToSum(residual.sum(), fed, name);
        }
        // only the last position is asked for its logits
        String state = this.graph.add(Operator.onnx("Gather").with("axis", 1), residual.normalized(),
                this.graph.integer(-1));
        String logits = this.recipe.head().apply(this.graph, "head", state, this.weights.head());
        this.graph.addNamed(LOGITS, Operator.onnx("Identity"), logits);
        this.graph.output(LOGITS, DataType.FLOAT32, Axis.of(1), Axis.of(this.config.vocabulary()));
    }

    private RmsNorm nextNorm(int layer) throws IOException {
        int next = layer + 1;
        return (next < this.config.layerCount())
                ? norm("layer_" + next + ".attention_norm", this.weights.attentionNorm(next))
                : norm("norm", this.weights.norm());
    }

    private RmsNorm norm(String name, float[] weight) throws IOException {
        return RmsNorm.add(this.graph, name, weight, this.config.epsilon());
    }

    /**
     * The attention takes queries, keys and values packed.
     * @param shared lengths and rotary tables, the operator's inputs after the caches
     */
    private String attention(int layer, String x, List<String> shared) throws IOException {
        String name = "layer_" + layer + ".attention";
        String packed = this.recipe.layers().apply(this.graph, name + ".input", x, this.weights.queryKeyValue(layer));
        String pastKey = this.graph.input("past_k_" + layer, DataType.FLOAT32, cache("past"));
        String pastValue = this.graph.input("past_v_" + layer, DataType.FLOAT32, cache("past"));
        String presentKey = "present_k_" + layer;
        String presentValue = "present_v_" + layer;
        Operator attention = Operator.microsoft("GroupQueryAttention")
            .with("num_heads", this.config.heads())
            .with("kv_num_heads", this.config.keyValueHeads())
            .with("do_rotary", 1)
            .with("rotary_interleaved", this.config.rotary().interleaved() ? 1 : 0);
        this.graph.add(attention,
                List.of(packed, "", "", pastKey, pastValue, shared.get(0), shared.get(1), shared.get(2), shared.get(3)),
                List.of(name, presentKey, presentValue));
        this.graph.output(presentKey, DataType.FLOAT32, cache("present"));
        this.graph.output(presentValue, DataType.FLOAT32, cache("present"));
        return this.recipe.layers().apply(this.graph, name + ".output", name, this.weights.attentionOutput(layer));
    }

    private Axis[] cache(String length) {
        return new Axis[] { Axis.of(1), Axis.of(this.config.keyValueHeads()), Axis.named(length),
                Axis.of(this.config.headWidth()) };
    }

}
