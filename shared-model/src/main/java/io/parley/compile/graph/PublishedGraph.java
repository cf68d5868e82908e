package io.parley.compile.graph;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.parley.concurrent.Cancellation;
import io.parley.weights.DataType;
import io.parley.weights.WeightsException;

/**
 * A graph that somebody else wrote, from which parts are taken. Weights that are in the
 * file itself are mapped from it, not read.
 */
public final class PublishedGraph {

    private final Path file;

    private final OnnxMl.ModelProto model;

    private final GraphEdges edges;

    /** By the name of their output. */
    private final Map<String, FloatConvolution> convolutions;

    private PublishedGraph(Path file, OnnxMl.ModelProto model, Map<String, FloatConvolution> convolutions) {
        this.file = file;
        this.model = model;
        this.edges = new GraphEdges(model.getGraph());
        this.convolutions = convolutions;
    }

    /**
     * Reads a graph.
     * @throws WeightsException if the file holds none
     * @throws IOException if it cannot be read
     */
    public static PublishedGraph read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            CodedInputStream bytes = UnsafeByteOperations
                .unsafeWrap(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()))
                .newCodedInput();
            // weights stay where they are
            bytes.enableAliasing(true);
            return new PublishedGraph(file, OnnxMl.ModelProto.parseFrom(bytes), Map.of());
        }
        catch (InvalidProtocolBufferException ex) {
            throw new WeightsException(file, null, "is no ONNX graph", ex);
        }
    }

    /**
     * The same with convolutions in float32 for those over quantised integers: the same
     * weights, and inputs that are not rounded.
     */
    public PublishedGraph withFloatConvolutions() {
        Map<String, FloatConvolution> found = new HashMap<>();
        for (OnnxMl.NodeProto node : this.model.getGraph().getNodeList()) {
            if (node.getOpType().equals("ConvInteger")) {
                FloatConvolution.of(node, this.edges)
                    .ifPresent((convolution) -> found.put(convolution.output(), convolution));
            }
        }
        return new PublishedGraph(this.file, this.model, Map.copyOf(found));
    }

    /**
     * The same with its attention using the rotary embedding whose tables it carries, or
     * this very one if it does.
     * @param theta the base that the model was trained with
     * @throws IOException if the tables cannot be read
     */
    public PublishedGraph withRotaryEmbedding(double theta) throws IOException {
        OnnxMl.GraphProto repaired = new RotaryRepair(this.file, theta).repair(this.model.getGraph());
        return (repaired == null) ? this
                : new PublishedGraph(this.file, this.model.toBuilder().setGraph(repaired).build(), this.convolutions);
    }

    Path file() {
        return this.file;
    }

    OnnxMl.ModelProto model() {
        return this.model;
    }

    /**
     * Writes the part that makes some values from others: {@code name.onnx}, and in
     * {@code name.onnx.data} the weights that are not the published ones.
     * @param target the file of the nodes, which must not exist
     * @param cancellation ends the work
     * @throws WeightsException if the outputs do not follow from the inputs
     */
    public void writePart(Path target, List<GraphValue> inputs, List<GraphValue> outputs, Cancellation cancellation)
            throws IOException {
        Set<String> given = new HashSet<>();
        inputs.forEach((input) -> given.add(input.name()));
        Set<String> needed = new HashSet<>();
        outputs.forEach((output) -> needed.add(output.name()));
        List<OnnxMl.NodeProto> nodes = needed(needed, given);
        OnnxMl.GraphProto.Builder part = OnnxMl.GraphProto.newBuilder().setName(this.model.getGraph().getName());
        inputs.forEach((value) -> part.addInput(OnnxProtos.value(value.name(), value.type(), value.axes())));
        outputs.forEach((value) -> part.addOutput(OnnxProtos.value(value.name(), value.type(), value.axes())));
        nodes.forEach(part::addNode);
        for (OnnxMl.TensorProto weight : this.model.getGraph().getInitializerList()) {
            if (needed.contains(weight.getName())) {
                part.addInitializer(weight);
                given.add(weight.getName());
            }
        }
        requireAll(nodes, given);
        Path data = target.resolveSibling(target.getFileName() + ".data");
        try (TensorOutput side = new TensorOutput(data)) {
            for (FloatConvolution convolution : this.convolutions.values()) {
                if (needed.contains(convolution.weightName())) {
                    cancellation.check();
                    part.addInitializer(write(convolution, side, data));
                }
            }
            side.finish();
        }
        OnnxProtos.write(this.model.toBuilder().setGraph(part).build(), target);
    }

    /** Walks from the outputs back to what is given; adds all names on the way. */
    private List<OnnxMl.NodeProto> needed(Set<String> needed, Set<String> given) {
        List<OnnxMl.NodeProto> nodes = new ArrayList<>();
        for (OnnxMl.NodeProto published : this.model.getGraph().getNodeList().reversed()) {
            FloatConvolution convolution = this.convolutions.get(published.getOutput(0));
            OnnxMl.NodeProto node = (convolution != null) ? convolution.node() : published;
            if (node.getOutputList()
                .stream()
                .anyMatch((output) -> needed.contains(output) && !given.contains(output))) {
                nodes.add(node);
                needed.addAll(node.getInputList());
            }
        }
        return nodes.reversed();
    }

    private void requireAll(List<OnnxMl.NodeProto> nodes, Set<String> given) {
        this.convolutions.values().forEach((convolution) -> given.add(convolution.weightName()));
        // an optional input that is left out has no name
        given.add("");
        for (OnnxMl.NodeProto node : nodes) {
            for (String input : node.getInputList()) {
                if (!given.contains(input)) {
                    throw new WeightsException(this.file, input, "is neither given nor made");
                }
            }
            given.addAll(node.getOutputList());
        }
    }

    private static OnnxMl.TensorProto write(FloatConvolution convolution, TensorOutput side, Path data)
            throws IOException {
        float[] weights = convolution.weights();
        long bytes = (long) weights.length * Float.BYTES;
        side.align(bytes);
        long offset = side.position();
        side.floats(weights, 0, weights.length);
        return OnnxProtos.external(OnnxProtos.type(DataType.FLOAT32).getNumber(), convolution.weightName(),
                convolution.weight().getDimsList(),
                new SideFileRange(String.valueOf(data.getFileName()), offset, bytes));
    }

}
