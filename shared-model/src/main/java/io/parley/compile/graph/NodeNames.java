package io.parley.compile.graph;

import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

import ai.onnx.proto.OnnxMl;

/**
 * New names for the values of nodes, those of graphs within them included: ONNX allows no
 * name there that means something else outside.
 *
 * @param naming by the old name, which is not empty
 */
record NodeNames(UnaryOperator<String> naming) {

    /** The names that a node reads, of its own or from within. */
    static Set<String> used(OnnxMl.NodeProto node) {
        Set<String> names = new HashSet<>(node.getInputList());
        for (OnnxMl.AttributeProto attribute : node.getAttributeList()) {
            if (attribute.hasG()) {
                Set<String> inner = new HashSet<>();
                Set<String> own = new HashSet<>();
                attribute.getG().getNodeList().forEach((each) -> {
                    inner.addAll(used(each));
                    own.addAll(made(each));
                });
                attribute.getG().getOutputList().forEach((output) -> inner.add(output.getName()));
                attribute.getG().getInputList().forEach((input) -> own.add(input.getName()));
                attribute.getG().getInitializerList().forEach((weight) -> own.add(weight.getName()));
                inner.removeAll(own);
                names.addAll(inner);
            }
        }
        // an optional input that is left out
        names.remove("");
        return names;
    }

    /** The names that a node makes. */
    static Set<String> made(OnnxMl.NodeProto node) {
        return new HashSet<>(node.getOutputList());
    }

    /** The new name; none stays none. */
    String of(String name) {
        return name.isEmpty() ? name : this.naming.apply(name);
    }

    /** A node in new names, its own one included. */
    OnnxMl.NodeProto renamed(OnnxMl.NodeProto node, String prefix) {
        OnnxMl.NodeProto.Builder renamed = node.toBuilder().setName(prefix + node.getName());
        for (int i = 0; i < node.getInputCount(); i++) {
            renamed.setInput(i, of(node.getInput(i)));
        }
        for (int i = 0; i < node.getOutputCount(); i++) {
            renamed.setOutput(i, of(node.getOutput(i)));
        }
        for (int i = 0; i < node.getAttributeCount(); i++) {
            if (node.getAttribute(i).hasG()) {
                renamed.getAttributeBuilder(i).setG(renamed(node.getAttribute(i).getG(), prefix));
            }
        }
        return renamed.build();
    }

    private OnnxMl.GraphProto renamed(OnnxMl.GraphProto graph, String prefix) {
        OnnxMl.GraphProto.Builder renamed = graph.toBuilder().clearNode().clearValueInfo();
        graph.getNodeList().forEach((node) -> renamed.addNode(renamed(node, prefix)));
        renamed.getInputBuilderList().forEach((value) -> value.setName(of(value.getName())));
        renamed.getOutputBuilderList().forEach((value) -> value.setName(of(value.getName())));
        renamed.getInitializerBuilderList().forEach((value) -> value.setName(of(value.getName())));
        return renamed.build();
    }

}
