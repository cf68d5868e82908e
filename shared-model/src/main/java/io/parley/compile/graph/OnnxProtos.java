package io.parley.compile.graph;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import io.parley.weights.DataType;

/**
 * The graph's parts as ONNX's protocol buffer messages.
 */
final class OnnxProtos {

    private OnnxProtos() {
    }

    static OnnxMl.ValueInfoProto value(String name, DataType type, List<Axis> axes) {
        var shape = OnnxMl.TensorShapeProto.newBuilder();
        for (Axis axis : axes) {
            if (axis.name() != null) {
                shape.addDimBuilder().setDimParam(axis.name());
            }
            else {
                shape.addDimBuilder().setDimValue(axis.length());
            }
        }
        var tensor = OnnxMl.TypeProto.Tensor.newBuilder().setElemType(type(type).getNumber()).setShape(shape);
        return OnnxMl.ValueInfoProto.newBuilder()
            .setName(name)
            .setType(OnnxMl.TypeProto.newBuilder().setTensorType(tensor))
            .build();
    }

    static OnnxMl.NodeProto node(String name, Operator operator, List<String> inputs, List<String> outputs) {
        var node = OnnxMl.NodeProto.newBuilder()
            .setName(name)
            .setOpType(operator.name())
            .setDomain(operator.domain())
            .addAllInput(inputs)
            .addAllOutput(outputs);
        operator.attributes().forEach((attribute, value) -> node.addAttribute(attribute(attribute, value)));
        return node.build();
    }

    static OnnxMl.TensorProto longs(String name, List<Long> shape, long[] values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(values).forEach(raw::putLong);
        return OnnxMl.TensorProto.newBuilder()
            .setName(name)
            .setDataType(type(DataType.INT64).getNumber())
            .addAllDims(shape)
            .setRawData(ByteString.copyFrom(raw.flip()))
            .build();
    }

    static OnnxMl.TensorProto int32(String name, int value) {
        return OnnxMl.TensorProto.newBuilder()
            .setName(name)
            .setDataType(type(DataType.INT32).getNumber())
            .addDims(1)
            .addInt32Data(value)
            .build();
    }

    static OnnxMl.TensorProto int8(String name, int value) {
        return OnnxMl.TensorProto.newBuilder()
            .setName(name)
            .setDataType(type(DataType.INT8).getNumber())
            .addInt32Data(value)
            .build();
    }

    static OnnxMl.TensorProto float32(String name, float value) {
        return OnnxMl.TensorProto.newBuilder()
            .setName(name)
            .setDataType(type(DataType.FLOAT32).getNumber())
            .addFloatData(value)
            .build();
    }

    static OnnxMl.TensorProto external(int type, String name, List<Long> shape, SideFileRange range) {
        return OnnxMl.TensorProto.newBuilder()
            .setName(name)
            .setDataType(type)
            .addAllDims(shape)
            .setDataLocation(OnnxMl.TensorProto.DataLocation.EXTERNAL)
            .addExternalData(entry("location", range.file()))
            .addExternalData(entry("offset", Long.toString(range.offset())))
            .addExternalData(entry("length", Long.toString(range.length())))
            .build();
    }

    static OnnxMl.TensorProto empty(String name, long... shape) {
        return OnnxMl.TensorProto.newBuilder()
            .setName(name)
            .setDataType(type(DataType.FLOAT32).getNumber())
            .addAllDims(Arrays.stream(shape).boxed().toList())
            .setRawData(ByteString.EMPTY)
            .build();
    }

    static OnnxMl.TensorProto.DataType type(DataType type) {
        return switch (type) {
            case FLOAT64 -> OnnxMl.TensorProto.DataType.DOUBLE;
            case FLOAT32 -> OnnxMl.TensorProto.DataType.FLOAT;
            case FLOAT16 -> OnnxMl.TensorProto.DataType.FLOAT16;
            case BFLOAT16 -> OnnxMl.TensorProto.DataType.BFLOAT16;
            case INT8 -> OnnxMl.TensorProto.DataType.INT8;
            case UINT8 -> OnnxMl.TensorProto.DataType.UINT8;
            case INT16 -> OnnxMl.TensorProto.DataType.INT16;
            case INT32 -> OnnxMl.TensorProto.DataType.INT32;
            case INT64 -> OnnxMl.TensorProto.DataType.INT64;
            case BOOL -> OnnxMl.TensorProto.DataType.BOOL;
            case Q8_0, Q4_0, Q4_1 -> throw new IllegalArgumentException("graphs have no tensors of " + type);
        };
    }

    static OnnxMl.OperatorSetIdProto operatorSet(String domain, long version) {
        return OnnxMl.OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version).build();
    }

    private static OnnxMl.AttributeProto attribute(String name, Object value) {
        var attribute = OnnxMl.AttributeProto.newBuilder().setName(name);
        switch (value) {
            case Long number -> attribute.setType(OnnxMl.AttributeProto.AttributeType.INT).setI(number);
            case Float number -> attribute.setType(OnnxMl.AttributeProto.AttributeType.FLOAT).setF(number);
            case long[] numbers -> {
                attribute.setType(OnnxMl.AttributeProto.AttributeType.INTS);
                Arrays.stream(numbers).forEach(attribute::addInts);
            }
            default -> throw new IllegalArgumentException(name + " = " + value);
        }
        return attribute.build();
    }

    /** Writes a model to a file that must not exist, through to the disk. */
    static void write(OnnxMl.ModelProto model, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                var stream = new BufferedOutputStream(Channels.newOutputStream(channel))) {
            model.writeTo(stream);
            stream.flush();
            channel.force(true);
        }
    }

    private static OnnxMl.StringStringEntryProto entry(String key, String value) {
        return OnnxMl.StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

}
