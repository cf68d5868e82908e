package io.parley.compile.whisper;

import java.util.List;

import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.Operator;
import io.parley.weights.DataType;

/**
 * Keys and values in int8, with a scale and a centre for each channel of a window (of all
 * windows of a batch), and products of integers. A quarter of float32's bytes are read at
 * each step.
 * <ul>
 * <li>{@code cross_k_i} int8 [batch, heads, head width, positions] and
 * {@code cross_k_scale_i} float32 [1, heads, 1, head width], by which a query is
 * multiplied; the scale of attention, head width^-0.5, is in it. A channel's centre adds
 * the same to a query's scores for all positions, which softmax takes away again: it is
 * not kept.</li>
 * <li>{@code cross_v_i} int8 [batch, heads, positions, head width];
 * {@code cross_v_scale_i} and {@code cross_v_centre_i} float32 [1, heads, 1, head width]:
 * the value is int8 * scale + centre.</li>
 * </ul>
 * Attention is rounded to steps of a 255th of a row's greatest. What lies below half a
 * step is lost, not spread over the others: it counts with the centre, which attention
 * that sums to 1 adds in whole.
 */
record Int8CrossAttention() implements CrossAttentionPrecision {

    private static final float STEPS = 127;

    /** Keeps a channel that never changes from a scale of zero. */
    private static final float LEAST_SCALE = 1e-8f;

    @Override
    public List<CrossTensor> keys(int layer, WhisperDimensions dimensions) {
        return List.of(CrossTensor.ofHeadsTransposed("cross_k_" + layer, DataType.INT8, dimensions),
                CrossTensor.ofChannels("cross_k_scale_" + layer, dimensions));
    }

    @Override
    public List<CrossTensor> values(int layer, WhisperDimensions dimensions) {
        return List.of(CrossTensor.ofHeads("cross_v_" + layer, DataType.INT8, dimensions),
                CrossTensor.ofChannels("cross_v_scale_" + layer, dimensions),
                CrossTensor.ofChannels("cross_v_centre_" + layer, dimensions));
    }

    @Override
    public void keepKeys(GraphBuilder graph, int layer, WhisperDimensions dimensions, String keys) {
        Quantized quantized = quantize(graph, dimensions, keys);
        graph.addNamed("cross_k_" + layer, Operator.onnx("Transpose").with("perm", new long[] { 0, 2, 3, 1 }),
                WhisperLayers.byHead(graph, dimensions, quantized.steps()));
        String scale = graph.add(Operator.onnx("Mul"), quantized.scale(), graph.float32(dimensions.attentionScale()));
        keepChannels(graph, "cross_k_scale_" + layer, dimensions, scale);
    }

    @Override
    public void keepValues(GraphBuilder graph, int layer, WhisperDimensions dimensions, String values) {
        Quantized quantized = quantize(graph, dimensions, values);
        graph.addNamed("cross_v_" + layer, WhisperLayers.SWAP_POSITIONS_AND_HEADS,
                WhisperLayers.byHead(graph, dimensions, quantized.steps()));
        keepChannels(graph, "cross_v_scale_" + layer, dimensions, quantized.scale());
        keepChannels(graph, "cross_v_centre_" + layer, dimensions, quantized.centre());
    }

    private static void keepChannels(GraphBuilder graph, String name, WhisperDimensions dimensions, String channels) {
        graph.addNamed(name, Operator.onnx("Reshape"), channels,
                graph.integers(1, dimensions.heads(), 1, dimensions.headWidth()));
    }

    /**
     * Each channel, over all positions, from -127 at its least to 127 at its greatest.
     */
    private static Quantized quantize(GraphBuilder graph, WhisperDimensions dimensions, String x) {
        // flat, since along the second axis of three a reduction takes ten times as long
        String rows = graph.add(Operator.onnx("Reshape"), x, graph.integers(-1, dimensions.width()));
        String greatest = graph.add(overRows("ReduceMax"), rows);
        String least = graph.add(overRows("ReduceMin"), rows);
        String half = graph.float32(0.5f);
        String centre = graph.add(Operator.onnx("Mul"), graph.add(Operator.onnx("Add"), greatest, least), half);
        String reach = graph.add(Operator.onnx("Mul"), graph.add(Operator.onnx("Sub"), greatest, least), half);
        String scale = graph.add(Operator.onnx("Max"), graph.add(Operator.onnx("Mul"), reach, graph.float32(1 / STEPS)),
                graph.float32(LEAST_SCALE));
        String steps = graph.add(Operator.onnx("Div"), graph.add(Operator.onnx("Sub"), x, centre), scale);
        return new Quantized(graph.add(Operator.onnx("QuantizeLinear"), steps, graph.float32(1), graph.int8(0)), scale,
                centre);
    }

    private static Operator overRows(String reduction) {
        return Operator.onnx(reduction).with("axes", new long[] { 0 }).with("keepdims", 1);
    }

    @Override
    public String attend(GraphBuilder graph, int layer, WhisperDimensions dimensions, String query) {
        String scores = graph.add(Operator.microsoft("DynamicQuantizeMatMul"),
                scaledQuery(graph, layer, dimensions, query), "cross_k_" + layer, graph.float32(1));
        String attention = graph.add(Operator.onnx("Softmax").with("axis", -1), scores);
        String greatest = graph.add(Operator.onnx("ReduceMax").with("axes", new long[] { -1 }).with("keepdims", 1),
                attention);
        String step = graph.float32(1 / 255f);
        String steps = graph.add(Operator.onnx("QuantizeLinear"), graph.add(Operator.onnx("Div"), attention, greatest),
                step);
        String mixed = graph.add(Operator.microsoft("MatMulIntegerToFloat"), steps, "cross_v_" + layer, step,
                graph.float32(1));
        String scaled = graph.add(Operator.onnx("Mul"), graph.add(Operator.onnx("Mul"), mixed, greatest),
                "cross_v_scale_" + layer);
        String values = graph.add(Operator.onnx("Add"), scaled, "cross_v_centre_" + layer);
        return graph.add(Operator.onnx("Reshape"), graph.add(WhisperLayers.SWAP_POSITIONS_AND_HEADS, values),
                graph.integers(0, 0, dimensions.width()));
    }

    @Override
    public String show(GraphBuilder graph, int layer, WhisperDimensions dimensions, String query, String heads,
            String frames) {
        Operator ofHeads = Operator.onnx("Gather").with("axis", 1);
        String keys = graph.add(Operator.onnx("Slice"), graph.add(ofHeads, "cross_k_" + layer, heads),
                graph.integers(0), frames, graph.integers(3));
        String scores = graph.add(Operator.onnx("MatMul"),
                graph.add(ofHeads, scaledQuery(graph, layer, dimensions, query), heads),
                graph.cast(keys, DataType.FLOAT32));
        return graph.add(Operator.onnx("Softmax").with("axis", -1), scores);
    }

    /** [batch, heads, n, head width]; its product with the keys in int8 is the scores. */
    private static String scaledQuery(GraphBuilder graph, int layer, WhisperDimensions dimensions, String query) {
        return graph.add(Operator.onnx("Mul"),
                graph.add(WhisperLayers.SWAP_POSITIONS_AND_HEADS, WhisperLayers.byHead(graph, dimensions, query)),
                "cross_k_scale_" + layer);
    }

    /**
     * Names of values.
     *
     * @param steps int8 [batch, positions, width]
     * @param scale float32 [1, width]
     * @param centre float32 [1, width]
     */
    private record Quantized(String steps, String scale, String centre) {
    }

}
