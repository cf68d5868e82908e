package io.parley.compile.lfm2audio;

import java.io.IOException;
import java.util.List;

import io.parley.compile.graph.Axis;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.Operator;
import io.parley.compile.graph.RotaryTable;
import io.parley.weights.DataType;

/**
 * Causal attention over caches of rotated keys and of values, by ONNX Runtime's
 * GroupQueryAttention; the rotary embedding in its half layout, pairs (i, i + head width
 * / 2).
 * <ul>
 * <li>in: {@code seqlens_k} int32 [1], the positions so far with these less one;
 * {@code total_len} int32 [1], the positions so far with these</li>
 * <li>in, for each attention layer i: {@code past_k_i}, {@code past_v_i} float32 [1,
 * key/value heads, capacity, head width]</li>
 * <li>out: {@code present_k_i}, {@code present_v_i}, the same buffers, written in
 * place</li>
 * </ul>
 */
final class CachedAttention implements Lfm2Attention {

    private final GraphBuilder graph;

    private final Lfm2Config config;

    private final RotaryTable rotary;

    private final String last;

    private final String total;

    /**
     * Adds the inputs that all layers share.
     * @param positions the longest sequence
     */
    CachedAttention(GraphBuilder graph, Lfm2Config config, int positions) throws IOException {
        this.graph = graph;
        this.config = config;
        this.last = graph.input("seqlens_k", DataType.INT32, Axis.of(1));
        this.total = graph.input("total_len", DataType.INT32, Axis.of(1));
        this.rotary = RotaryTable.add(graph, "rotary", positions, config.headWidth(), config.theta());
    }

    @Override
    public String apply(int layer, String query, String key, String value) {
        Operator attention = Operator.microsoft("GroupQueryAttention")
            .with("num_heads", this.config.heads())
            .with("kv_num_heads", this.config.keyValueHeads())
            .with("do_rotary", 1);
        if (this.config.layers().get(layer) == LayerKind.SLIDING_ATTENTION) {
            attention = attention.with("local_window_size", this.config.window());
        }
        String pastKey = this.graph.input("past_k_" + layer, DataType.FLOAT32, cache("past"));
        String pastValue = this.graph.input("past_v_" + layer, DataType.FLOAT32, cache("past"));
        String seen = "attention_" + layer;
        String presentKey = "present_k_" + layer;
        String presentValue = "present_v_" + layer;
        this.graph.add(attention, List.of(query, key, value, pastKey, pastValue, this.last, this.total,
                this.rotary.cos(), this.rotary.sin()), List.of(seen, presentKey, presentValue));
        this.graph.output(presentKey, DataType.FLOAT32, cache("present"));
        this.graph.output(presentValue, DataType.FLOAT32, cache("present"));
        return seen;
    }

    private Axis[] cache(String length) {
        return new Axis[] { Axis.of(1), Axis.of(this.config.keyValueHeads()), Axis.named(length),
                Axis.of(this.config.headWidth()) };
    }

}
