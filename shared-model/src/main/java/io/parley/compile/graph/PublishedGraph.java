package io.parley.compile.graph;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.parley.weights.WeightsException;

/**
 * A graph that somebody else wrote, from which parts are taken. Weights that are in the
 * file itself are mapped from it, not read.
 */
public final class PublishedGraph {

    private final Path file;

    private final OnnxMl.ModelProto model;

    private final GraphEdges edges;

    private PublishedGraph(Path file, OnnxMl.ModelProto model) {
        this.file = file;
        this.model = model;
        this.edges = new GraphEdges(model.getGraph());
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
            return new PublishedGraph(file, OnnxMl.ModelProto.parseFrom(bytes));
        }
        catch (InvalidProtocolBufferException ex) {
            throw new WeightsException(file, null, "is no ONNX graph", ex);
        }
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
                : new PublishedGraph(this.file, this.model.toBuilder().setGraph(repaired).build());
    }

    Path file() {
        return this.file;
    }

    OnnxMl.ModelProto model() {
        return this.model;
    }

    /** Its convolutions over quantised integers, in order. */
    public List<IntegerConvolution> integerConvolutions() {
        return this.model.getGraph()
            .getNodeList()
            .stream()
            .flatMap((node) -> IntegerConvolution.of(node, this.edges).stream())
            .toList();
    }

    /**
     * A float32 weight that is kept in the graph's file.
     * @throws WeightsException if it has none of that name
     */
    public float[] floats(String weight) {
        OnnxMl.TensorProto tensor = this.edges.weight(weight);
        if (tensor == null || tensor.getDataType() != OnnxMl.TensorProto.DataType.FLOAT_VALUE || !tensor.hasRawData()) {
            throw new WeightsException(this.file, weight, "is missing or holds no float32 numbers");
        }
        FloatBuffer values = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float[] floats = new float[values.remaining()];
        values.get(floats);
        return floats;
    }

    GraphEdges edges() {
        return this.edges;
    }

}
