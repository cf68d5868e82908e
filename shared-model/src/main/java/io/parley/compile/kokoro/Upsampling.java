package io.parley.compile.kokoro;

import java.io.IOException;
import java.util.List;

import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.Operator;
import io.parley.compile.graph.PublishedGraph;
import io.parley.compile.graph.TensorOutput;
import io.parley.weights.DataType;

/**
 * A transposed convolution whose kernel is two strides long, over frames of all channels:
 * one product, and then each frame's second half upon the next one's first.
 */
record Upsampling(PublishedGraph published, GraphBuilder graph) {

    /**
     * Adds one.
     * @param weight the published weight's name, float32 [channels, outputs, 2 * stride]
     * @param bias the published bias's name, float32 [outputs]
     * @param stride frames made of one, even
     * @param x float32 [frames, channels]
     * @return float32 [stride * frames, outputs]
     */
    String add(String weight, String bias, int stride, String x) throws IOException {
        float[] weights = this.published.floats(weight);
        float[] summands = this.published.floats(bias);
        int outputs = summands.length;
        int channels = weights.length / outputs / (2 * stride);
        String matrix = this.graph.weight(weight + ".product", DataType.FLOAT32,
                List.of((long) channels, 2L * stride * outputs),
                (output) -> write(weights, outputs, 2 * stride, output));
        String product = this.graph.add(Operator.onnx("MatMul"), x, matrix);
        String first = product + ".first";
        String second = product + ".second";
        long half = (long) stride * outputs;
        this.graph.add(Operator.onnx("Split").with("axis", 1), List.of(product, this.graph.integers(half, half)),
                List.of(first, second));
        String sum = this.graph.add(Operator.onnx("Add"),
                this.graph.add(Operator.onnx("Pad"), first, this.graph.integers(0, 0, 1, 0)),
                this.graph.add(Operator.onnx("Pad"), second, this.graph.integers(1, 0, 0, 0)));
        String frames = this.graph.add(Operator.onnx("Reshape"), sum, this.graph.integers(-1, outputs));
        String inner = this.graph.add(Operator.onnx("Slice"), frames, this.graph.integers(stride / 2),
                this.graph.integers(-(stride / 2)), this.graph.integers(0));
        return this.graph.add(Operator.onnx("Add"), inner, this.graph.vector(bias + ".summand", summands));
    }

    /** From [channels, outputs, kernel] to [channels, kernel, outputs]. */
    private static void write(float[] weights, int outputs, int kernel, TensorOutput output) throws IOException {
        float[] row = new float[outputs];
        for (int channel = 0; channel < weights.length; channel += outputs * kernel) {
            for (int tap = 0; tap < kernel; tap++) {
                for (int i = 0; i < outputs; i++) {
                    row[i] = weights[channel + i * kernel + tap];
                }
                output.floats(row, 0, outputs);
            }
        }
    }

}
