package io.parley.compile.graph;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ai.onnx.proto.OnnxMl;
import io.parley.weights.WeightsException;

/**
 * A published graph as a part of one that is being built: the nodes once for each use,
 * the weights once, copied from wherever they are, and only what the use needs.
 */
public final class ImportedGraph {

    private static final String WEIGHTS = "published/";

    private final GraphBuilder target;

    private final Path file;

    private final OnnxMl.GraphProto source;

    private final Map<String, OnnxMl.TensorProto> weights = new HashMap<>();

    private final Set<String> copied = new HashSet<>();

    /**
     * Imports a graph; adds nothing yet but its operator sets.
     * @param target what is being built, which has no nodes yet that older operator sets
     * would do otherwise
     */
    public ImportedGraph(PublishedGraph published, GraphBuilder target) {
        this.target = target;
        this.file = published.file();
        this.source = published.model().getGraph();
        target.adopt(published.model());
        this.source.getInitializerList().forEach((weight) -> this.weights.put(weight.getName(), weight));
    }

    /** Whether it has an input of a name. */
    public boolean hasInput(String name) {
        return this.source.getInputList().stream().anyMatch((input) -> input.getName().equals(name));
    }

    /**
     * Adds one use.
     * @param prefix begins the names of its values
     * @param inputs the target's values by the names of the source's inputs
     * @param outputs which of its outputs are wanted
     * @return the target's values by the names of the outputs
     * @throws WeightsException if the outputs do not follow from the inputs
     */
    public Map<String, String> apply(String prefix, Map<String, String> inputs, List<String> outputs)
            throws IOException {
        NodeNames names = new NodeNames(
                (name) -> inputs.getOrDefault(name, (this.weights.containsKey(name) ? WEIGHTS : prefix) + name));
        Set<String> needed = new HashSet<>(outputs);
        List<OnnxMl.NodeProto> nodes = new ArrayList<>();
        for (OnnxMl.NodeProto node : this.source.getNodeList().reversed()) {
            if (node.getOutputList().stream().anyMatch(needed::contains)) {
                nodes.add(node);
                needed.addAll(NodeNames.used(node));
            }
        }
        requireAll(needed, nodes, inputs);
        for (String name : needed) {
            OnnxMl.TensorProto weight = this.weights.get(name);
            if (weight != null && !inputs.containsKey(name) && this.copied.add(name)) {
                copy(weight);
            }
        }
        nodes.reversed().forEach((node) -> this.target.add(names.renamed(node, prefix)));
        Map<String, String> results = new HashMap<>();
        outputs.forEach((output) -> results.put(output, names.of(output)));
        return results;
    }

    private void requireAll(Set<String> needed, List<OnnxMl.NodeProto> nodes, Map<String, String> inputs) {
        Set<String> there = new HashSet<>(inputs.keySet());
        there.addAll(this.weights.keySet());
        nodes.forEach((node) -> there.addAll(NodeNames.made(node)));
        for (String name : needed) {
            if (!there.contains(name)) {
                throw new WeightsException(this.file, name, "is neither given nor made");
            }
        }
    }

    private void copy(OnnxMl.TensorProto weight) throws IOException {
        try {
            this.target.weight(WEIGHTS + weight.getName(), weight, PublishedTensor.of(weight, this.file));
        }
        catch (IllegalArgumentException ex) {
            throw new WeightsException(this.file, weight.getName(), "cannot be read: " + ex.getMessage(), ex);
        }
    }

}
