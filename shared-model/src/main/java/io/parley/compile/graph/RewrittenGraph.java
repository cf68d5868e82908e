package io.parley.compile.graph;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import ai.onnx.proto.OnnxMl;

import io.parley.weights.WeightsException;

/**
 * A published graph written anew, with other nodes in the place of some. What is asked
 * for is added with all it needs, under the published names, and nothing else.
 */
public final class RewrittenGraph {

    private final PublishedGraph published;

    private final GraphBuilder target;

    private final Map<String, Substitute> substitutes = new HashMap<>();

    /** The target's values by the published names. */
    private final Map<String, String> values = new HashMap<>();

    /** Makes a value in another way than the published graph does. */
    @FunctionalInterface
    public interface Substitute {

        /** Adds its nodes and returns the value's name in the new graph. */
        String add() throws IOException;

    }

    /**
     * Begins with nothing but the operator sets.
     * @param target what is being built, empty
     */
    public RewrittenGraph(PublishedGraph published, GraphBuilder target) {
        this.published = published;
        this.target = target;
        target.adopt(published.model());
    }

    /** Makes a value an input, whatever makes it in the published graph. */
    public void input(GraphValue value) {
        this.values.put(value.name(), this.target.input(value.name(), value.type(), value.axes().toArray(Axis[]::new)));
    }

    /** Sets what makes a value, to be called if it is needed. */
    public void substitute(String value, Substitute substitute) {
        this.substitutes.put(value, substitute);
    }

    /**
     * A value, added if it is not there yet.
     * @return its name in the new graph
     * @throws WeightsException if the published graph does not make it
     */
    public String value(String name) throws IOException {
        if (name.isEmpty()) {
            // an optional input that is left out
            return name;
        }
        String known = this.values.get(name);
        if (known == null) {
            known = add(name);
            this.values.put(name, known);
        }
        return known;
    }

    private String add(String name) throws IOException {
        Substitute substitute = this.substitutes.get(name);
        if (substitute != null) {
            return substitute.add();
        }
        OnnxMl.TensorProto weight = this.published.edges().weight(name);
        if (weight != null) {
            this.target.weight(name, weight, PublishedTensor.of(weight, this.published.file()));
            return name;
        }
        OnnxMl.NodeProto node = this.published.edges().producer(name);
        if (node == null) {
            throw new WeightsException(this.published.file(), name, "is neither given nor made");
        }
        OnnxMl.NodeProto.Builder copy = node.toBuilder();
        for (int i = 0; i < node.getInputCount(); i++) {
            copy.setInput(i, value(node.getInput(i)));
        }
        this.target.add(copy.build());
        node.getOutputList().forEach((output) -> this.values.put(output, output));
        return name;
    }

}
