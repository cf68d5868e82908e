package io.parley.compile.lfm2audio;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ai.onnx.proto.OnnxMl;
import io.parley.compile.graph.Axis;
import io.parley.compile.graph.Float32Linear;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.ImportedGraph;
import io.parley.compile.graph.Operator;
import io.parley.compile.graph.PublishedGraph;
import io.parley.weights.Checkpoint;
import io.parley.weights.DataType;
import io.parley.weights.SafetensorsCheckpoint;
import io.parley.weights.WeightTensor;

/**
 * The tiny checkpoint in the layout of LFM2.5-Audio's published ONNX export, its
 * depthformer with the published one's fault. Made by our own compiler from what is known
 * of the names and shapes of that layout: the published files themselves were not at
 * hand, so what these graphs lack of them is not tested.
 */
public final class PublishedLayout {

    private static final int ROTARY_POSITIONS = 512;

    private final Path work;

    private final Path onnx;

    private final Lfm2AudioConfig config = TinyLfm2Audio.config();

    private PublishedLayout(Path work, Path target) throws IOException {
        this.work = work;
        this.onnx = Files.createDirectories(target.resolve("onnx"));
    }

    /**
     * Writes a directory.
     * @param work an empty directory for what is made on the way
     * @param target an empty directory
     */
    public static Path write(Path work, Path target) throws IOException {
        PublishedLayout layout = new PublishedLayout(work, target);
        for (String name : List.of("config.json", "tokenizer.json", "tokenizer_config.json",
                "special_tokens_map.json")) {
            Files.write(target.resolve(name), Files.readAllBytes(TinyLfm2Audio.directory().resolve(name)));
        }
        try (Checkpoint checkpoint = TinyLfm2Audio.checkpoint()) {
            layout.decoder(checkpoint);
            layout.encoder(checkpoint);
            layout.depthformer(checkpoint);
            layout.table(checkpoint.tensor("lfm.embed_tokens.weight"), "embed_tokens.bin");
            layout.table(checkpoint.tensor("audio_embedding.embedding.weight"), "audio_embedding.bin");
        }
        layout.detokenizer();
        return target;
    }

    private void decoder(Checkpoint checkpoint) throws IOException {
        Lfm2Config backbone = this.config.backbone();
        int width = backbone.width();
        Path own = TinyLfm2Audio.backbone(this.work, checkpoint);
        Map<String, String> all = convolutionInputs(own);
        try (GraphBuilder graph = builder("decoder")) {
            String embeds = graph.input("inputs_embeds", DataType.FLOAT32, Axis.named("batch"), Axis.named("positions"),
                    Axis.of(width));
            String mask = graph.input("attention_mask", DataType.INT64, Axis.named("batch"), Axis.named("total"));
            String seen = graph.cast(graph.add(Operator.onnx("ReduceSum").with("keepdims", 0), mask, graph.integers(1)),
                    DataType.INT32);
            Map<String, String> inputs = new HashMap<>(
                    Map.of("embeds", embeds, "seqlens_k", graph.add(Operator.onnx("Sub"), seen, graph.int32(1)),
                            "total_len", graph.cast(dimension(graph, mask, 1), DataType.INT32)));
            List<String> outputs = new ArrayList<>();
            String states = "layer_" + (backbone.layers().size() - 1) + ".normalized";
            outputs.add(states);
            for (int layer : backbone.convolutionLayers()) {
                String past = graph.input("past_conv." + layer, DataType.FLOAT32, Axis.named("batch"), Axis.of(width),
                        Axis.of(3));
                inputs.put("past_conv_" + layer, turned(graph, last(graph, past, 2, 2)));
                outputs.add(all.get("present_conv_" + layer));
            }
            Axis[] cache = { Axis.named("batch"), Axis.of(backbone.keyValueHeads()), Axis.named("past"),
                    Axis.of(backbone.headWidth()) };
            for (int layer : backbone.attentionLayers()) {
                inputs.put("past_k_" + layer,
                        graph.input("past_key_values." + layer + ".key", DataType.FLOAT32, cache));
                inputs.put("past_v_" + layer,
                        graph.input("past_key_values." + layer + ".value", DataType.FLOAT32, cache));
                outputs.addAll(List.of("present_k_" + layer, "present_v_" + layer));
            }
            Map<String, String> made = new ImportedGraph(PublishedGraph.read(own), graph).apply("model/", inputs,
                    outputs);
            graph.addNamed("hidden_states", Operator.onnx("Identity"), made.get(states));
            graph.output("hidden_states", DataType.FLOAT32, Axis.named("batch"), Axis.named("positions"),
                    Axis.of(width));
            graph.addNamed("logits", Operator.onnx("Identity"), new Float32Linear().apply(graph, "lm_head",
                    "hidden_states",
                    new ShapedWeights(checkpoint).projection("lfm.embed_tokens", backbone.vocabulary(), width)));
            graph.output("logits", DataType.FLOAT32, Axis.named("batch"), Axis.named("positions"),
                    Axis.of(backbone.vocabulary()));
            for (int layer : backbone.convolutionLayers()) {
                String inputsSoFar = made.get(all.get("present_conv_" + layer));
                graph.addNamed("present_conv." + layer, Operator.onnx("Identity"),
                        turned(graph, last(graph, inputsSoFar, 3, 1)));
                graph.output("present_conv." + layer, DataType.FLOAT32, Axis.named("batch"), Axis.of(width),
                        Axis.of(3));
            }
            for (int layer : backbone.attentionLayers()) {
                for (String kind : List.of("key", "value")) {
                    String name = "present." + layer + "." + kind;
                    graph.addNamed(name, Operator.onnx("Identity"),
                            made.get("present_" + kind.charAt(0) + "_" + layer));
                    graph.output(name, DataType.FLOAT32, cache);
                }
            }
            graph.finish();
        }
        publish("decoder");
    }

    /** Of what each convolution's state is the end, by the state's name. */
    private static Map<String, String> convolutionInputs(Path graph) throws IOException {
        Map<String, String> found = new HashMap<>();
        for (OnnxMl.NodeProto node : OnnxMl.ModelProto.parseFrom(Files.readAllBytes(graph)).getGraph().getNodeList()) {
            if (node.getOutput(0).startsWith("present_conv_")) {
                found.put(node.getOutput(0), node.getInput(0));
            }
        }
        return found;
    }

    private void encoder(Checkpoint checkpoint) throws IOException {
        try (GraphBuilder graph = builder("audio_encoder")) {
            new FastConformerGraph(graph, new ShapedWeights(checkpoint), this.config.encoder(),
                    this.config.backbone().width(), new Float32Linear())
                .write();
            String lengths = graph.input("mel_lengths", DataType.INT64, Axis.of(1));
            graph.addNamed("audio_lengths", Operator.onnx("Div"),
                    graph.add(Operator.onnx("Add"), lengths, graph.integers(7)), graph.integers(8));
            graph.output("audio_lengths", DataType.INT64, Axis.of(1));
            graph.finish();
        }
        publish("audio_encoder");
    }

    /**
     * One step; its attention carries tables for the wrong base and does not use them.
     */
    private void depthformer(Checkpoint checkpoint) throws IOException {
        DepthformerConfig own = this.config.depthformer();
        int codebooks = this.config.codebooks();
        int width = own.width();
        ShapedWeights weights = new ShapedWeights(checkpoint);
        Float32Linear exact = new Float32Linear();
        try (GraphBuilder graph = builder("vocoder_depthformer")) {
            String hidden = graph.input("hidden_states", DataType.FLOAT32, Axis.named("batch"),
                    Axis.of(this.config.backbone().width()));
            String given = graph.input("depth_slices_in", DataType.FLOAT32, Axis.named("batch"), Axis.of(codebooks),
                    Axis.of(width));
            String step = graph.input("step_idx", DataType.INT64);
            String code = graph.input("prev_token", DataType.INT64, Axis.named("batch"));
            Axis[] cache = { Axis.of(own.layers()), Axis.named("batch"), Axis.of(DepthformerConfig.KEY_VALUE_HEADS),
                    Axis.named("past"), Axis.of(own.headWidth()) };
            String keys = graph.input("past_keys", DataType.FLOAT32, cache);
            String values = graph.input("past_values", DataType.FLOAT32, cache);
            String last = graph.input("seqlens_k", DataType.INT32, Axis.named("batch"));
            String total = graph.input("total_seq_len", DataType.INT32);

            String first = graph.add(Operator.onnx("Equal"), step, graph.integer(0));
            String linear = exact.apply(graph, "depth_linear", hidden,
                    weights.biasedProjection("depth_linear", (long) codebooks * width, this.config.backbone().width()));
            String slices = graph.addNamed("depth_slices", Operator.onnx("Where"), first,
                    graph.add(Operator.onnx("Reshape"), linear, graph.integers(-1, codebooks, width)), given);
            graph.output("depth_slices", DataType.FLOAT32, Axis.named("batch"), Axis.of(codebooks), Axis.of(width));
            String slice = graph.add(Operator.onnx("Gather").with("axis", 1), slices, step);
            String before = graph.add(Operator.onnx("Max"), graph.add(Operator.onnx("Sub"), step, graph.integer(1)),
                    graph.integer(0));
            String row = graph.add(Operator.onnx("Add"), code,
                    graph.add(Operator.onnx("Mul"), before, graph.integer(Lfm2AudioConfig.CODES)));
            String embedded = graph.add(Operator.onnx("Gather"), stacked(graph, checkpoint, "embedding.weight"), row);
            String nothing = graph.vector("nothing", new float[1]);
            String x = graph.add(Operator.onnx("Unsqueeze"),
                    graph.add(Operator.onnx("Add"), slice, graph.add(Operator.onnx("Where"), first, nothing, embedded)),
                    graph.integers(1));

            List<String> newKeys = new ArrayList<>();
            List<String> newValues = new ArrayList<>();
            for (int layer = 0; layer < own.layers(); layer++) {
                String name = "depthformer.layers." + layer;
                RotaryTable wrong = RotaryTable.add(graph, name + ".gqa", ROTARY_POSITIONS, own.headWidth(), 10_000);
                int head = own.headWidth();
                int shared = DepthformerConfig.KEY_VALUE_HEADS * head;
                String normed = norm(graph, weights, name + ".operator_norm.weight", width).apply(x);
                String packed = exact.apply(graph, name + ".qkv", normed,
                        weights.projection(name + ".operator.qkv_proj", width + 2L * shared, width));
                graph.add(Operator.onnx("Split").with("axis", -1),
                        List.of(packed, graph.integers(width, shared, shared)),
                        List.of(name + ".q", name + ".k", name + ".v"));
                String attention = name + ".operator.bounded_attention.";
                graph.add(
                        Operator.microsoft("GroupQueryAttention")
                            .with("num_heads", DepthformerConfig.HEADS)
                            .with("kv_num_heads", DepthformerConfig.KEY_VALUE_HEADS),
                        List.of(norm(graph, weights, attention + "q_layernorm.weight", head).applyToHeads(name + ".q",
                                DepthformerConfig.HEADS, head),
                                norm(graph, weights, attention + "k_layernorm.weight", head).applyToHeads(name + ".k",
                                        DepthformerConfig.KEY_VALUE_HEADS, head),
                                name + ".v", part(graph, keys, layer), part(graph, values, layer), last, total,
                                wrong.cos(), wrong.sin()),
                        List.of(name + ".seen", name + ".new_k", name + ".new_v"));
                newKeys.add(graph.add(Operator.onnx("Unsqueeze"), name + ".new_k", graph.integers(0)));
                newValues.add(graph.add(Operator.onnx("Unsqueeze"), name + ".new_v", graph.integers(0)));
                x = graph.add(Operator.onnx("Add"), x, exact.apply(graph, name + ".out", name + ".seen",
                        weights.projection(name + ".operator.out_proj", width, width)));
                String block = SwiGlu.add(graph, weights, exact, name + ".feed_forward", width, own.feedForward())
                    .apply(name + ".ffn", norm(graph, weights, name + ".ffn_norm.weight", width).apply(x));
                x = graph.add(Operator.onnx("Add"), x, block);
            }
            concat(graph, "new_keys", newKeys, cache);
            concat(graph, "new_values", newValues, cache);
            String scale = graph.add(Operator.onnx("Gather"), stacked(graph, checkpoint, "embedding_norm.weight"),
                    step);
            String normed = graph.add(
                    Operator.onnx("SimplifiedLayerNormalization").with("axis", -1).with("epsilon", 1e-5f),
                    graph.add(Operator.onnx("Squeeze"), x, graph.integers(1)), scale);
            String heads = graph.add(Operator.onnx("Reshape"), stacked(graph, checkpoint, "to_logits.weight"),
                    graph.integers(codebooks, Lfm2AudioConfig.CODES, width));
            String head = graph.add(Operator.onnx("Gather"), heads, step);
            graph.addNamed("logits", Operator.onnx("MatMul"), normed,
                    graph.add(Operator.onnx("Transpose").with("perm", new long[] { 1, 0 }), head));
            graph.output("logits", DataType.FLOAT32, Axis.named("batch"), Axis.of(Lfm2AudioConfig.CODES));
            graph.finish();
        }
        publish("vocoder_depthformer");
    }

    private void detokenizer() throws IOException {
        Path source = TinyLfm2Audio.directory().resolve("audio_detokenizer");
        DetokenizerConfig own = DetokenizerConfig.read(source);
        Path streaming;
        try (Checkpoint checkpoint = SafetensorsCheckpoint.open(source.resolve("model.safetensors"))) {
            streaming = CodecGraphs.detokenizer(checkpoint, own, this.work, false);
        }
        try (GraphBuilder graph = builder("audio_detokenizer")) {
            String codes = graph.input("audio_codes", DataType.INT64, Axis.of(1), Axis.of(8), Axis.named("frames"));
            String columns = graph.add(Operator.onnx("Mul"), dimension(graph, codes, 2),
                    graph.integers(DetokenizerConfig.COLUMNS_PER_FRAME));
            SlidingAttention attention = own.states().attention();
            RotaryTable rotary = RotaryTable.add(graph, "rotary", 8 * ROTARY_POSITIONS, attention.headWidth(),
                    attention.theta());
            String total = graph.cast(columns, DataType.INT32);
            Map<String, String> inputs = new HashMap<>(Map.of("codes",
                    graph.add(Operator.onnx("Squeeze"), codes, graph.integers(0)), "total_len", total, "seqlens_k",
                    graph.add(Operator.onnx("Sub"), total, graph.int32(1)), "cos", rotary.cos(), "sin", rotary.sin()));
            String cache = graph.add(Operator.onnx("ConstantOfShape"),
                    graph.add(Operator.onnx("Concat").with("axis", 0), graph.integers(1, attention.heads()), columns,
                            graph.integers(attention.headWidth())));
            for (int layer : attention.layers()) {
                inputs.put("past_k_" + layer, cache);
                inputs.put("past_v_" + layer, cache);
            }
            for (ConvolutionState state : own.states().convolutions()) {
                inputs.put(state.past(),
                        graph.add(Operator.onnx("ConstantOfShape"), graph.integers(1, state.steps(), state.width())));
            }
            String spectrum = new ImportedGraph(PublishedGraph.read(streaming), graph)
                .apply("model/", inputs, List.of("spectrum"))
                .get("spectrum");
            graph.addNamed("stft_features", Operator.onnx("Unsqueeze"), spectrum, graph.integers(0));
            graph.output("stft_features", DataType.FLOAT32, Axis.of(1), Axis.named("columns"),
                    Axis.of(DetokenizerConfig.COLUMN_VALUES));
            graph.finish();
        }
        publish("audio_detokenizer");
    }

    private String stacked(GraphBuilder graph, Checkpoint checkpoint, String name) throws IOException {
        List<WeightTensor> parts = new ArrayList<>();
        for (int k = 0; k < this.config.codebooks(); k++) {
            parts.add(checkpoint.tensor("depth_embeddings." + k + "." + name));
        }
        long columns = this.config.depthformer().width();
        long rows = parts.stream().mapToLong((part) -> part.size() / columns).sum();
        return graph.weight("depth_embeddings." + name, DataType.FLOAT32, List.of(rows, columns), (output) -> {
            for (WeightTensor part : parts) {
                float[] floats = part.toFloats();
                output.floats(floats, 0, floats.length);
            }
        });
    }

    private static RmsNorm norm(GraphBuilder graph, ShapedWeights weights, String name, int width) throws IOException {
        return RmsNorm.add(graph, name, weights.vector(name, width), DepthformerConfig.EPSILON);
    }

    private static String part(GraphBuilder graph, String caches, int layer) {
        return graph.add(Operator.onnx("Gather"), caches, graph.integer(layer));
    }

    private static void concat(GraphBuilder graph, String name, List<String> parts, Axis[] axes) {
        graph.add(Operator.onnx("Concat").with("axis", 0), parts, List.of(name));
        graph.output(name, DataType.FLOAT32, axes);
    }

    private static String dimension(GraphBuilder graph, String value, int axis) {
        return graph.add(Operator.onnx("Gather"), graph.add(Operator.onnx("Shape"), value), graph.integers(axis));
    }

    private static String turned(GraphBuilder graph, String x) {
        return graph.add(Operator.onnx("Transpose").with("perm", new long[] { 0, 2, 1 }), x);
    }

    private static String last(GraphBuilder graph, String x, int count, int axis) {
        return graph.add(Operator.onnx("Slice"), x, graph.integers(-count), graph.integers(Long.MAX_VALUE),
                graph.integers(axis));
    }

    private GraphBuilder builder(String name) throws IOException {
        return new GraphBuilder(this.onnx.resolve(name + ".onnx"), (graph, bytes) -> {
        });
    }

    /** Names the side file as published ones are. */
    private void publish(String name) throws IOException {
        Path graph = this.onnx.resolve(name + ".onnx");
        Files.move(this.onnx.resolve(name + ".onnx.data"), this.onnx.resolve(name + ".onnx_data"));
        OnnxMl.ModelProto.Builder model = OnnxMl.ModelProto.parseFrom(Files.readAllBytes(graph)).toBuilder();
        for (OnnxMl.TensorProto.Builder weight : model.getGraphBuilder().getInitializerBuilderList()) {
            for (OnnxMl.StringStringEntryProto.Builder entry : weight.getExternalDataBuilderList()) {
                if (entry.getKey().equals("location")) {
                    entry.setValue(name + ".onnx_data");
                }
            }
        }
        Files.write(graph, model.build().toByteArray());
    }

    private void table(WeightTensor tensor, String name) throws IOException {
        float[] values = tensor.toFloats();
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        try (OutputStream output = Files.newOutputStream(this.onnx.resolve(name))) {
            output.write(bytes.array());
        }
    }

}
