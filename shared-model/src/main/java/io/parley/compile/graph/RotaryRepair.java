package io.parley.compile.graph;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Has a graph's attention use the rotary embedding whose tables it carries, with the base
 * that the model was trained with. A table holds the angles position * theta^(-i /
 * pairs), as their cosines or sines [positions, pairs].
 */
final class RotaryRepair {

    private static final int COS = 7;

    private static final int SIN = 8;

    private final Path file;

    private final double theta;

    private final Map<String, OnnxMl.TensorProto> tables = new HashMap<>();

    private int unapplied;

    /**
     * A repair.
     * @param file of the graph
     */
    RotaryRepair(Path file, double theta) {
        this.file = file;
        this.theta = theta;
    }

    /** The graph repaired, or null if nothing is wrong with it. */
    OnnxMl.@Nullable GraphProto repair(OnnxMl.GraphProto graph) throws IOException {
        GraphEdges edges = new GraphEdges(graph);
        OnnxMl.GraphProto.Builder repaired = graph.toBuilder();
        for (OnnxMl.NodeProto.Builder node : repaired.getNodeBuilderList()) {
            if (node.getOpType().equals("GroupQueryAttention") && node.getInputCount() > SIN) {
                OnnxMl.TensorProto cos = edges.weight(node.getInput(COS));
                OnnxMl.TensorProto sin = edges.weight(node.getInput(SIN));
                if (cos != null && sin != null) {
                    apply(node);
                    this.tables.put(cos.getName(), table(cos, true));
                    this.tables.put(sin.getName(), table(sin, false));
                }
            }
        }
        boolean wrong = false;
        for (OnnxMl.TensorProto.Builder weight : repaired.getInitializerBuilderList()) {
            OnnxMl.TensorProto right = this.tables.get(weight.getName());
            if (right != null && differs(weight.build(), right)) {
                weight.mergeFrom(right.toBuilder().clearDims().build())
                    .clearExternalData()
                    .clearFloatData()
                    .setDataLocation(OnnxMl.TensorProto.DataLocation.DEFAULT);
                wrong = true;
            }
        }
        return (wrong || this.unapplied > 0) ? repaired.build() : null;
    }

    /** Pairs of neighbours, where the graph does not say. */
    private void apply(OnnxMl.NodeProto.Builder node) {
        boolean applied = node.getAttributeList()
            .stream()
            .anyMatch((attribute) -> attribute.getName().equals("do_rotary") && attribute.getI() == 1);
        if (applied) {
            return;
        }
        this.unapplied++;
        for (int i = node.getAttributeCount() - 1; i >= 0; i--) {
            if (node.getAttribute(i).getName().contains("rotary")) {
                node.removeAttribute(i);
            }
        }
        node.addAttribute(one("do_rotary")).addAttribute(one("rotary_interleaved"));
    }

    private static OnnxMl.AttributeProto one(String name) {
        return OnnxMl.AttributeProto.newBuilder()
            .setName(name)
            .setType(OnnxMl.AttributeProto.AttributeType.INT)
            .setI(1)
            .build();
    }

    private OnnxMl.TensorProto table(OnnxMl.TensorProto given, boolean cosine) {
        int positions = Math.toIntExact(given.getDims(0));
        int pairs = Math.toIntExact(given.getDims(1));
        boolean half = given.getDataType() == OnnxMl.TensorProto.DataType.FLOAT16_VALUE;
        ByteBuffer raw = ByteBuffer.allocate(positions * pairs * (half ? Short.BYTES : Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
        for (int position = 0; position < positions; position++) {
            for (int i = 0; i < pairs; i++) {
                double angle = position * Math.pow(this.theta, -(double) i / pairs);
                float value = (float) (cosine ? Math.cos(angle) : Math.sin(angle));
                if (half) {
                    raw.putShort(Float.floatToFloat16(value));
                }
                else {
                    raw.putFloat(value);
                }
            }
        }
        return OnnxMl.TensorProto.newBuilder()
            .setName(given.getName())
            .setDataType(given.getDataType())
            .addAllDims(given.getDimsList())
            .setRawData(ByteString.copyFrom(raw.flip()))
            .build();
    }

    private boolean differs(OnnxMl.TensorProto given, OnnxMl.TensorProto right) throws IOException {
        byte[] bytes = PublishedTensor.read(given, this.file);
        if (bytes.length != right.getRawData().size()) {
            return true;
        }
        boolean half = given.getDataType() == OnnxMl.TensorProto.DataType.FLOAT16_VALUE;
        ByteBuffer one = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer other = right.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        while (one.hasRemaining()) {
            float difference = half ? Float.float16ToFloat(one.getShort()) - Float.float16ToFloat(other.getShort())
                    : one.getFloat() - other.getFloat();
            if (!(Math.abs(difference) < 1e-3f)) {
                return true;
            }
        }
        return false;
    }

}
