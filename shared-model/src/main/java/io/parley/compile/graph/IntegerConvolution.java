package io.parley.compile.graph;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

import ai.onnx.proto.OnnxMl;
import org.jspecify.annotations.Nullable;

/**
 * A published convolution over quantised integers, in one dimension: a
 * DynamicQuantizeLinear, a ConvInteger, the addition of a quantised bias if there is one,
 * a Cast, and a Mul by the scales of input and weight.
 *
 * @param input what is quantised, float32 [1, channels, frames]
 * @param weight uint8 [outputs, channels, kernel], as it is kept
 * @param zeroPoint of the weight
 * @param scale of the weight
 * @param bias the name of a float32 weight, or null for none
 * @param integer the node
 * @param output the product's name
 */
public record IntegerConvolution(String input, OnnxMl.TensorProto weight, int zeroPoint, float scale,
        @Nullable String bias, OnnxMl.NodeProto integer, String output) {

    /** The convolution of a node; empty if it is none, or not of the kind. */
    static Optional<IntegerConvolution> of(OnnxMl.NodeProto convolution, GraphEdges edges) {
        if (!convolution.getOpType().equals("ConvInteger")) {
            return Optional.empty();
        }
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
        return Optional.of(new IntegerConvolution(quantized.getInput(0), weight, integer(zeroPoint), number(scale),
                bias, convolution, product.getOutput(0)));
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

    /** How many channels it makes. */
    public int outputs() {
        return Math.toIntExact(this.weight.getDims(0));
    }

    /** How many channels it reads. */
    public int channels() {
        return Math.toIntExact(this.weight.getDims(1));
    }

    /** How many frames it reads for one. */
    public int kernel() {
        return Math.toIntExact(this.weight.getDims(2));
    }

    /** How many frames lie between those that it reads. */
    public int dilation() {
        return attribute("dilations", 0, 1);
    }

    /** Whether it makes as many frames as it reads. */
    public boolean keepsLength() {
        int reach = dilation() * (kernel() - 1);
        return reach % 2 == 0 && attribute("strides", 0, 1) == 1 && attribute("pads", 0, 0) == reach / 2
                && attribute("pads", 1, 0) == reach / 2;
    }

    private int attribute(String name, int place, int missing) {
        return this.integer.getAttributeList()
            .stream()
            .filter((attribute) -> attribute.getName().equals(name))
            .mapToInt((attribute) -> Math.toIntExact(attribute.getInts(place)))
            .findFirst()
            .orElse(missing);
    }

    /** The node's attributes. */
    List<OnnxMl.AttributeProto> attributes() {
        return this.integer.getAttributeList();
    }

}
