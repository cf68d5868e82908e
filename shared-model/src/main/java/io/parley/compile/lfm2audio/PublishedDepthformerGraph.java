package io.parley.compile.lfm2audio;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.parley.compile.graph.Axis;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.ImportedGraph;
import io.parley.compile.graph.Operator;
import io.parley.compile.graph.PublishedGraph;
import io.parley.weights.DataType;

/**
 * The published depthformer, which is one step, eight times in a row with the choice of
 * codes between, so that a frame is one run: the inputs and outputs of
 * {@link DepthformerGraph}.
 */
final class PublishedDepthformerGraph {

    private final GraphBuilder graph;

    private final ImportedGraph published;

    private final Lfm2AudioConfig config;

    PublishedDepthformerGraph(GraphBuilder graph, PublishedGraph published, Lfm2AudioConfig config) {
        this.graph = graph;
        this.published = new ImportedGraph(published, graph);
        this.config = config;
    }

    /** Adds everything. */
    void write() throws IOException {
        DepthformerConfig own = this.config.depthformer();
        int codebooks = this.config.codebooks();
        CodeSampler sampler = new CodeSampler(this.graph, codebooks);
        Map<String, String> inputs = new HashMap<>();
        inputs.put("hidden_states",
                this.graph.input("hidden", DataType.FLOAT32, Axis.of(1), Axis.of(this.config.backbone().width())));
        inputs.put("depth_slices_in",
                this.graph.add(Operator.onnx("Reshape"),
                        this.graph.vector("no_slices", new float[codebooks * own.width()]),
                        this.graph.integers(1, codebooks, own.width())));
        inputs.put("prev_token", this.graph.integers(0));
        String nothing = this.graph.empty("nothing", own.layers(), 1, DepthformerConfig.KEY_VALUE_HEADS, 0,
                own.headWidth());
        inputs.put("past_keys", nothing);
        inputs.put("past_values", nothing);
        String[] codes = new String[codebooks];
        for (int k = 0; k < codebooks; k++) {
            inputs.put("step_idx", this.graph.integer(k));
            inputs.put("seqlens_k", this.graph.int32(k));
            inputs.put("total_seq_len", this.graph.add(Operator.onnx("Squeeze"), this.graph.int32(k + 1)));
            Map<String, String> results = this.published.apply("step_" + k + "/", inputs,
                    List.of("logits", "depth_slices", "new_keys", "new_values"));
            String logits = this.graph.add(Operator.onnx("Reshape"), result(results, "logits"),
                    this.graph.integers(Lfm2AudioConfig.CODES));
            codes[k] = "step_" + k + ".code";
            sampler.apply(k, logits, codes[k]);
            inputs.put("prev_token", codes[k]);
            inputs.put("depth_slices_in", result(results, "depth_slices"));
            inputs.put("past_keys", result(results, "new_keys"));
            inputs.put("past_values", result(results, "new_values"));
        }
        this.graph.add(Operator.onnx("Concat").with("axis", 0), List.of(codes), List.of("codes"));
        this.graph.output("codes", DataType.INT64, Axis.of(codebooks));
    }

    private static String result(Map<String, String> results, String name) {
        return Objects.requireNonNull(results.get(name), name);
    }

}
