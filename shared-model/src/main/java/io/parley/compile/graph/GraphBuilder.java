package io.parley.compile.graph;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import ai.onnx.proto.OnnxMl;
import io.parley.weights.DataType;

/**
 * Writes one ONNX graph: {@code name.onnx} with the nodes, {@code name.onnx.data} beside
 * it with the weights. Weights go to the disk as they are added, so that memory does not
 * grow with the model. Nodes must be added in an order in which every input is already
 * known; a name that is not known, or given twice, is refused at once.
 */
public final class GraphBuilder implements Closeable {

    // IR 8 with operator set 17 is what runtimes since 1.13 read, with LayerNormalization
    private static final long IR_VERSION = 8;

    private static final long OPERATOR_SET = 17;

    private final Path file;

    private final TensorOutput data;

    private final BuildObserver observer;

    private final OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder();

    private OnnxMl.ModelProto.Builder model = OnnxMl.ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .addOpsetImport(OnnxProtos.operatorSet("", OPERATOR_SET))
        .addOpsetImport(OnnxProtos.operatorSet(Operator.MICROSOFT, 1));

    private final Set<String> values = new HashSet<>();

    /**
     * Begins a graph.
     * @param file the file of the nodes, which must not exist
     * @param observer told of each weight written; may end the work by throwing
     */
    public GraphBuilder(Path file, BuildObserver observer) throws IOException {
        this.file = file;
        this.observer = observer;
        this.data = new TensorOutput(dataFile());
        this.graph.setName(String.valueOf(file.getFileName()).replaceFirst("\\.onnx$", ""));
    }

    /** Adds an input of the graph and returns its name. */
    public String input(String name, DataType type, Axis... axes) {
        this.graph.addInput(OnnxProtos.value(define(name), type, List.of(axes)));
        return name;
    }

    /** Makes a value an output of the graph. */
    public void output(String name, DataType type, Axis... axes) {
        this.graph.addOutput(OnnxProtos.value(known(name), type, List.of(axes)));
    }

    /** Adds a node of one output and returns the output's name. */
    public String add(Operator operator, String... inputs) {
        String output = operator.name() + "_" + this.graph.getNodeCount() + "_out";
        add(operator, List.of(inputs), List.of(output));
        return output;
    }

    /** Adds a node of one output, which gets the name given, and returns it. */
    public String addNamed(String output, Operator operator, String... inputs) {
        add(operator, List.of(inputs), List.of(output));
        return output;
    }

    /**
     * Adds a node.
     * @param inputs names of values; empty for an optional input left out
     * @param outputs names to define; empty for an optional output left out
     */
    public void add(Operator operator, List<String> inputs, List<String> outputs) {
        List<String> given = new ArrayList<>(inputs);
        while (!given.isEmpty() && given.getLast().isEmpty()) {
            given.removeLast();
        }
        given.stream().filter((name) -> !name.isEmpty()).forEach(this::known);
        outputs.stream().filter((name) -> !name.isEmpty()).forEach(this::define);
        String name = operator.name() + "_" + this.graph.getNodeCount();
        this.graph.addNode(OnnxProtos.node(name, operator, given, outputs));
    }

    /** Adds a conversion to another type of element and returns the output's name. */
    public String cast(String x, DataType type) {
        return add(Operator.onnx("Cast").with("to", OnnxProtos.type(type).getNumber()), x);
    }

    /**
     * Adds a weight, kept in the side file.
     * @param content writes exactly as many bytes as type and shape say
     * @return the name
     */
    public String weight(String name, DataType type, List<Long> shape, TensorContent content) throws IOException {
        long length = shape.stream().reduce((long) type.bytes(), Math::multiplyExact);
        this.graph.addInitializer(
                OnnxProtos.external(OnnxProtos.type(type).getNumber(), name, shape, written(name, length, content)));
        return name;
    }

    private SideFileRange written(String name, long length, TensorContent content) throws IOException {
        define(name);
        this.data.align(length);
        long offset = this.data.position();
        content.writeTo(this.data);
        if (this.data.position() - offset != length) {
            throw new IllegalStateException(
                    name + " has " + (this.data.position() - offset) + " bytes instead of " + length);
        }
        this.observer.weightWritten(this.graph.getName(), this.data.position());
        return new SideFileRange(String.valueOf(dataFile().getFileName()), offset, length);
    }

    /** Adds a float32 vector. */
    public String vector(String name, float[] values) throws IOException {
        return weight(name, DataType.FLOAT32, List.of((long) values.length),
                (output) -> output.floats(values, 0, values.length));
    }

    /** A constant list of integers, kept in the graph; the same list is added once. */
    public String integers(long... values) {
        return integers("integers" + Arrays.toString(values), List.of((long) values.length), values);
    }

    /** A constant integer of rank 0, kept in the graph; the same one is added once. */
    public String integer(long value) {
        return integers("integer " + value, List.of(), value);
    }

    /** A constant integer as int32 [1], kept in the graph; the same one is added once. */
    public String int32(int value) {
        return constant("int32 " + value, (name) -> OnnxProtos.int32(name, value));
    }

    /** A constant int8 of rank 0, kept in the graph; the same one is added once. */
    public String int8(int value) {
        return constant("int8 " + value, (name) -> OnnxProtos.int8(name, value));
    }

    /** A constant float32 of rank 0, kept in the graph; the same one is added once. */
    public String float32(float value) {
        return constant("float32 " + value, (name) -> OnnxProtos.float32(name, value));
    }

    /** Takes on what another graph's nodes are read by: operator sets and functions. */
    void adopt(OnnxMl.ModelProto other) {
        this.model = other.toBuilder().clearGraph().clearMetadataProps();
        if (other.getOpsetImportList().stream().noneMatch((set) -> set.getDomain().equals(Operator.MICROSOFT))) {
            this.model.addOpsetImport(OnnxProtos.operatorSet(Operator.MICROSOFT, 1));
        }
    }

    /** Adds a node of another graph, its values named for this one. */
    void add(OnnxMl.NodeProto node) {
        node.getInputList().stream().filter((name) -> !name.isEmpty()).forEach(this::known);
        node.getOutputList().stream().filter((name) -> !name.isEmpty()).forEach(this::define);
        this.graph.addNode(node);
    }

    /** Adds a weight of another graph. */
    void weight(String name, OnnxMl.TensorProto weight, PublishedTensor tensor) throws IOException {
        TensorContent content = tensor.content();
        if (content == null) {
            this.graph.addInitializer(weight.toBuilder().setName(define(name)));
            return;
        }
        this.graph.addInitializer(OnnxProtos.external(weight.getDataType(), name, weight.getDimsList(),
                written(name, tensor.bytes(), content)));
    }

    /** A constant float32 tensor without any elements, kept in the graph. */
    public String empty(String name, long... shape) {
        this.graph.addInitializer(OnnxProtos.empty(define(name), shape));
        return name;
    }

    /** Writes the graph; nothing can be added afterwards. */
    public void finish() throws IOException {
        this.data.finish();
        OnnxProtos.write(this.model.setProducerName("parley").setGraph(this.graph).build(), this.file);
    }

    @Override
    public void close() throws IOException {
        this.data.close();
    }

    private String integers(String name, List<Long> shape, long... values) {
        return constant(name, (given) -> OnnxProtos.longs(given, shape, values));
    }

    private String constant(String name, Function<String, OnnxMl.TensorProto> value) {
        if (!this.values.contains(name)) {
            this.graph.addInitializer(value.apply(define(name)));
        }
        return name;
    }

    private Path dataFile() {
        return this.file.resolveSibling(this.file.getFileName() + ".data");
    }

    private String define(String name) {
        if (!this.values.add(name)) {
            throw new IllegalArgumentException("'" + name + "' is defined twice");
        }
        return name;
    }

    private String known(String name) {
        if (!this.values.contains(name)) {
            throw new IllegalArgumentException("'" + name + "' is not defined");
        }
        return name;
    }

}
