package io.parley.compile.lfm2audio;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.parley.compile.graph.Axis;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.ImportedGraph;
import io.parley.compile.graph.Operator;
import io.parley.compile.graph.PublishedGraph;
import io.parley.weights.DataType;

/**
 * The published decoder without its text head, between the inputs and outputs of
 * {@link Lfm2BackboneGraph}. The published graph's caches grow by being copied, so this
 * one copies them out of and into the ones that it is given; of each convolution's three
 * past values it keeps the two that matter.
 */
final class PublishedBackboneGraph {

    private final GraphBuilder graph;

    private final ImportedGraph published;

    private final Lfm2Config config;

    private final Map<String, String> inputs = new HashMap<>();

    private final List<String> outputs = new ArrayList<>(List.of("hidden_states"));

    PublishedBackboneGraph(GraphBuilder graph, PublishedGraph published, Lfm2Config config) {
        this.graph = graph;
        this.published = new ImportedGraph(published, graph);
        this.config = config;
    }

    /** Adds everything. */
    void write() throws IOException {
        int width = this.config.width();
        String embeds = this.graph.input("embeds", DataType.FLOAT32, Axis.of(1), Axis.named("positions"),
                Axis.of(width));
        this.graph.input("seqlens_k", DataType.INT32, Axis.of(1));
        String total = this.graph.cast(this.graph.input("total_len", DataType.INT32, Axis.of(1)), DataType.INT64);
        String past = this.graph.add(Operator.onnx("Sub"), total, dimension(embeds, 1));
        this.inputs.put("inputs_embeds", embeds);
        this.inputs.put("attention_mask", this.graph.add(Operator.onnx("Expand"), this.graph.integers(1),
                this.graph.add(Operator.onnx("Concat").with("axis", 0), this.graph.integers(1), total)));
        String before = this.graph.vector("before", new float[width]);
        for (int layer : this.config.convolutionLayers()) {
            convolutionPast(layer, before);
        }
        for (int layer : this.config.attentionLayers()) {
            cachePast(layer, "key", "k_", past);
            cachePast(layer, "value", "v_", past);
        }
        Map<String, String> results = this.published.apply("decoder/", this.inputs, this.outputs);
        this.graph.addNamed("hidden", Operator.onnx("Gather").with("axis", 1), result(results, "hidden_states"),
                this.graph.integer(-1));
        this.graph.output("hidden", DataType.FLOAT32, Axis.of(1), Axis.of(width));
        for (int layer : this.config.convolutionLayers()) {
            convolutionPresent(layer, result(results, "present_conv." + layer));
        }
        for (int layer : this.config.attentionLayers()) {
            cachePresent("k_" + layer, result(results, present(layer, "key")), total);
            cachePresent("v_" + layer, result(results, present(layer, "value")), total);
        }
    }

    /** [1, 2, width] to [1, width, 3]; the oldest value has left the kernel's reach. */
    private void convolutionPast(int layer, String before) {
        String past = this.graph.input("past_conv_" + layer, DataType.FLOAT32, convolution());
        String row = this.graph.add(Operator.onnx("Reshape"), before, this.graph.integers(1, 1, this.config.width()));
        String all = this.graph.add(Operator.onnx("Concat").with("axis", 1), row, past);
        this.inputs.put("past_conv." + layer, turned(all));
        this.outputs.add("present_conv." + layer);
    }

    private void convolutionPresent(int layer, String present) {
        String name = "present_conv_" + layer;
        this.graph.add(Operator.onnx("Slice"), List.of(turned(present), this.graph.integers(1 - this.config.kernel()),
                this.graph.integers(Long.MAX_VALUE), this.graph.integers(1)), List.of(name));
        this.graph.output(name, DataType.FLOAT32, convolution());
    }

    private void cachePast(int layer, String kind, String own, String past) {
        String cache = this.graph.input("past_" + own + layer, DataType.FLOAT32, cache("past"));
        this.inputs.put("past_key_values." + layer + "." + kind,
                this.graph.add(Operator.onnx("Slice"), cache, this.graph.integers(0), past, this.graph.integers(2)));
        this.outputs.add(present(layer, kind));
    }

    private void cachePresent(String own, String present, String total) {
        String name = "present_" + own;
        String free = this.graph.add(Operator.onnx("Sub"), dimension("past_" + own, 2), total);
        String pads = this.graph.add(Operator.onnx("Concat").with("axis", 0), this.graph.integers(0, 0, 0, 0, 0, 0),
                free, this.graph.integers(0));
        this.graph.add(Operator.onnx("Pad"), List.of(present, pads), List.of(name));
        this.graph.output(name, DataType.FLOAT32, cache("present"));
    }

    private String dimension(String value, int axis) {
        return this.graph.add(Operator.onnx("Gather").with("axis", 0), this.graph.add(Operator.onnx("Shape"), value),
                this.graph.integers(axis));
    }

    private String turned(String x) {
        return this.graph.add(Operator.onnx("Transpose").with("perm", new long[] { 0, 2, 1 }), x);
    }

    private static String present(int layer, String kind) {
        return "present." + layer + "." + kind;
    }

    private static String result(Map<String, String> results, String name) {
        return results.getOrDefault(name, name);
    }

    private Axis[] convolution() {
        return new Axis[] { Axis.of(1), Axis.of(this.config.kernel() - 1), Axis.of(this.config.width()) };
    }

    private Axis[] cache(String length) {
        return new Axis[] { Axis.of(1), Axis.of(this.config.keyValueHeads()), Axis.named(length),
                Axis.of(this.config.headWidth()) };
    }

}
