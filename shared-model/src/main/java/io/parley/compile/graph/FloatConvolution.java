package io.parley.compile.graph;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A convolution in float32 in the place of one over quantised integers: of a
 * DynamicQuantizeLinear, a ConvInteger, the addition of a quantised bias if there is one,
 * a Cast, and a Mul by the scales of input and weight.
 *
 * @param input what was quantised
 * @param weight uint8, as it is kept
 * @param zeroPoint of the weight
 * @param scale of the weight
 * @param bias float32, or null for none
 * @param integer the convolution that it replaces
 * @param output the product's name
 */
record FloatConvolution(String input, OnnxMl.TensorProto weight, int zeroPoint, float scale, @Nullable String bias,
        OnnxMl.NodeProto integer, String output) {

    /** What an integer convolution becomes; empty if it is not of the kind. */
    static Optional<FloatConvolution> of(OnnxMl.NodeProto convolution, GraphEdges edges) {
        OnnxMl.NodeProto quantized = edges.producer(convolution.getInput(0));
        OnnxMl.TensorProto weight = edges.weight(convolution.getInput(1));
        OnnxMl.TensorProto zeroPoint = (convolution.getInputCount() > 3) ? edges.weight(convolution.getInput(3)) : null;
        OnnxMl.NodeProto next = edges.onlyConsumer(convolution.getOutput(0));
        if (quantized == null || weight == null || zeroPoint == null || next == null
                || !quantized.getOpType().equals("DynamicQuantizeLinear")
                || weight.getDataType() != OnnxMl.TensorProto.DataType.UINT8_VALUE || !weight.hasRawData()) {
            return Optional.empty();
        }
        String bias = null;
        if (next.getOpType().equals("Add")) {
            bias = bias(edges, other(next, convolution.getOutput(0)));
            next = (bias != null) ? edges.onlyConsumer(next.getOutput(0)) : null;
        }
        OnnxMl.NodeProto product = (next != null && next.getOpType().equals("Cast"))
                ? edges.onlyConsumer(next.getOutput(0)) : null;
        if (next == null || product == null || !product.getOpType().equals("Mul")) {
            return Optional.empty();
        }
        OnnxMl.NodeProto scales = edges.producer(other(product, next.getOutput(0)));
        OnnxMl.TensorProto scale = (scales != null && scales.getOpType().equals("Mul"))
                ? edges.weight(other(scales, quantized.getOutput(1))) : null;
        if (scale == null) {
            return Optional.empty();
        }
        return Optional.of(new FloatConvolution(quantized.getInput(0), weight, integer(zeroPoint), number(scale), bias,
                convolution, product.getOutput(0)));
    }

    private static String other(OnnxMl.NodeProto node, String input) {
        return node.getInput(node.getInput(0).equals(input) ? 1 : 0);
    }

    /** The bias was divided by the scales, rounded and given the output's shape. */
    private static @Nullable String bias(GraphEdges edges, String quantized) {
        OnnxMl.NodeProto node = edges.producer(quantized);
        while (node != null) {
            if (node.getOpType().equals("Div") && edges.weight(node.getInput(0)) != null) {
                return node.getInput(0);
            }
            node = edges.producer(node.getInput(0));
        }
        return null;
    }

    private static int integer(OnnxMl.TensorProto scalar) {
        return scalar.hasRawData() ? scalar.getRawData().byteAt(0) & 0xff : scalar.getInt32Data(0);
    }

    private static float number(OnnxMl.TensorProto scalar) {
        return scalar.hasRawData()
                ? scalar.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).getFloat()
                : scalar.getFloatData(0);
    }

    /** The weight's name as a float32 tensor. */
    String weightName() {
        return this.weight.getName() + "_float32";
    }

    /** The weight's elements. */
    float[] weights() {
        ByteString bytes = this.weight.getRawData();
        float[] weights = new float[bytes.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = ((bytes.byteAt(i) & 0xff) - this.zeroPoint) * this.scale;
        }
        return weights;
    }

    /** The node. */
    OnnxMl.NodeProto node() {
        List<String> inputs = new ArrayList<>(List.of(this.input, weightName()));
        if (this.bias != null) {
            inputs.add(this.bias);
        }
        return OnnxMl.NodeProto.newBuilder()
            .setName(this.integer.getName() + "_float32")
            .setOpType("Conv")
            .addAllAttribute(this.integer.getAttributeList())
            .addAllInput(inputs)
            .addOutput(this.output)
            .build();
    }

}
