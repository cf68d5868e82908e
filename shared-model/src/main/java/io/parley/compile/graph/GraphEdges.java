package io.parley.compile.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ai.onnx.proto.OnnxMl;
import org.jspecify.annotations.Nullable;

/** Where the values of a graph come from and where they go. */
final class GraphEdges {

    private final Map<String, OnnxMl.NodeProto> producers = new HashMap<>();

    private final Map<String, List<OnnxMl.NodeProto>> consumers = new HashMap<>();

    private final Map<String, OnnxMl.TensorProto> weights = new HashMap<>();

    GraphEdges(OnnxMl.GraphProto graph) {
        for (OnnxMl.NodeProto node : graph.getNodeList()) {
            node.getOutputList().forEach((output) -> this.producers.put(output, node));
            node.getInputList()
                .forEach((input) -> this.consumers.computeIfAbsent(input, (_) -> new ArrayList<>()).add(node));
        }
        graph.getInitializerList().forEach((weight) -> this.weights.put(weight.getName(), weight));
    }

    /** The node that makes a value; null for inputs and weights. */
    OnnxMl.@Nullable NodeProto producer(String value) {
        return this.producers.get(value);
    }

    /** The node that uses a value, if just one does. */
    OnnxMl.@Nullable NodeProto onlyConsumer(String value) {
        List<OnnxMl.NodeProto> nodes = this.consumers.getOrDefault(value, List.of());
        return (nodes.size() == 1) ? nodes.getFirst() : null;
    }

    /** A weight by its name, if the value is one. */
    OnnxMl.@Nullable TensorProto weight(String value) {
        return this.weights.get(value);
    }

}
