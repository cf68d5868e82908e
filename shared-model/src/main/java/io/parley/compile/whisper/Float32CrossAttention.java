package io.parley.compile.whisper;

import java.util.List;

import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.Operator;
import io.parley.weights.DataType;

/**
 * Keys and values as they are, float32 [batch, heads, positions, head width].
 */
record Float32CrossAttention() implements CrossAttentionPrecision {

    @Override
    public List<CrossTensor> keys(int layer, WhisperDimensions dimensions) {
        return List.of(CrossTensor.ofHeads("cross_k_" + layer, DataType.FLOAT32, dimensions));
    }

    @Override
    public List<CrossTensor> values(int layer, WhisperDimensions dimensions) {
        return List.of(CrossTensor.ofHeads("cross_v_" + layer, DataType.FLOAT32, dimensions));
    }

    @Override
    public void keepKeys(GraphBuilder graph, int layer, WhisperDimensions dimensions, String keys) {
        keep(graph, "cross_k_" + layer, dimensions, keys);
    }

    @Override
    public void keepValues(GraphBuilder graph, int layer, WhisperDimensions dimensions, String values) {
        keep(graph, "cross_v_" + layer, dimensions, values);
    }

    private static void keep(GraphBuilder graph, String name, WhisperDimensions dimensions, String flat) {
        graph.addNamed(name, WhisperLayers.SWAP_POSITIONS_AND_HEADS, WhisperLayers.byHead(graph, dimensions, flat));
    }

    @Override
    public String attend(GraphBuilder graph, int layer, WhisperDimensions dimensions, String query) {
        return new WhisperLayers(graph).attention(dimensions.heads(), query, "cross_k_" + layer, "cross_v_" + layer);
    }

    @Override
    public String show(GraphBuilder graph, int layer, WhisperDimensions dimensions, String query, String heads,
            String frames) {
        Operator ofHeads = Operator.onnx("Gather").with("axis", 1);
        String byHead = graph.add(WhisperLayers.SWAP_POSITIONS_AND_HEADS,
                WhisperLayers.byHead(graph, dimensions, query));
        String keys = graph.add(Operator.onnx("Slice"), graph.add(ofHeads, "cross_k_" + layer, heads),
                graph.integers(0), frames, graph.integers(2));
        Operator product = Operator.microsoft("FusedMatMul")
            .with("transB", 1)
            .with("alpha", dimensions.attentionScale());
        String scores = graph.add(product, graph.add(ofHeads, byHead, heads), keys);
        return graph.add(Operator.onnx("Softmax").with("axis", -1), scores);
    }

}
