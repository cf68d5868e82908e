package io.parley.compile.silero;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.parley.compile.graph.Axis;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.Operator;
import io.parley.compile.graph.PublishedGraph;
import io.parley.weights.DataType;

/**
 * Silero VAD over a sequence of frames of 32 ms. A frame has four positions of a short
 * spectrum, which four convolutions make one; an LSTM goes from frame to frame. The
 * published graph convolves each frame by itself, with four columns in a product; here
 * what the convolutions look at is laid side by side, and each is one product for all
 * frames.
 */
final class SileroGraph {

    private static final int SAMPLES = 576;

    private static final int HOP = 128;

    /** Cosines, then sines. */
    private static final int BINS = 129;

    /** Positions of the spectrum in a frame. */
    private static final int POSITIONS = 4;

    private static final int KERNEL = 3;

    private static final int STATE = 128;

    private static final Axis FRAMES = Axis.named("frames");

    private final PublishedGraph published;

    private final GraphBuilder graph;

    SileroGraph(PublishedGraph published, GraphBuilder graph) {
        this.published = published;
        this.graph = graph;
    }

    /** Adds everything. */
    void write() throws IOException {
        String input = this.graph.input("input", DataType.FLOAT32, FRAMES, Axis.of(SAMPLES));
        for (String state : List.of("h", "c")) {
            this.graph.input(state, DataType.FLOAT32, Axis.of(1), Axis.of(1), Axis.of(STATE));
        }
        String x = magnitudes(input);
        x = convolution("encoder.0", x, BINS, STATE, POSITIONS, 1);
        x = convolution("encoder.1", x, STATE, STATE / 2, POSITIONS, 2);
        x = convolution("encoder.2", x, STATE / 2, STATE / 2, POSITIONS / 2, 2);
        x = convolution("encoder.3", x, STATE / 2, STATE, 1, 1);
        probabilities(recurrent(x));
        this.graph.output("speech_probs", DataType.FLOAT32, FRAMES);
        for (String state : List.of("hn", "cn")) {
            this.graph.output(state, DataType.FLOAT32, Axis.of(1), Axis.of(1), Axis.of(STATE));
        }
    }

    /** [frames, 576] to [frames, 4, 129]. */
    private String magnitudes(String input) throws IOException {
        // the last 64 samples but one, mirrored at the last
        String mirrored = this.graph.add(Operator.onnx("Slice"), input, this.graph.integers(SAMPLES - 2),
                this.graph.integers(SAMPLES - 2 - HOP / 2), this.graph.integers(1), this.graph.integers(-1));
        String hops = this.graph.add(Operator.onnx("Reshape"), concat(1, List.of(input, mirrored)),
                this.graph.integers(-1, POSITIONS + 1, HOP));
        String windows = concat(2, List.of(slice(hops, 1, 0, POSITIONS, 1), slice(hops, 1, 1, POSITIONS + 1, 1)));
        String basis = transposed("basis", this.published.floats("stft.forward_basis_buffer"), 2 * BINS, 2 * HOP);
        String parts = this.graph.add(Operator.onnx("MatMul"), windows, basis);
        String squares = this.graph.add(Operator.onnx("Mul"), parts, parts);
        return this.graph.add(Operator.onnx("Sqrt"), this.graph.add(Operator.onnx("Add"), slice(squares, 2, 0, BINS, 1),
                slice(squares, 2, BINS, 2 * BINS, 1)));
    }

    /**
     * [frames, positions, inputs] to [frames, positions / stride rounded up, outputs].
     */
    private String convolution(String name, String x, int inputs, int outputs, int positions, int stride)
            throws IOException {
        String padded = this.graph.add(Operator.onnx("Pad"), x, this.graph.integers(0, 1, 0, 0, 1, 0));
        int reach = (Math.ceilDiv(positions, stride) - 1) * stride + 1;
        List<String> looked = new ArrayList<>();
        for (int tap = 0; tap < KERNEL; tap++) {
            looked.add(slice(padded, 1, tap, tap + reach, stride));
        }
        float[] kernel = this.published.floats(name + ".weight");
        float[] byTap = new float[kernel.length];
        for (int output = 0; output < outputs; output++) {
            for (int input = 0; input < inputs; input++) {
                for (int tap = 0; tap < KERNEL; tap++) {
                    byTap[(output * KERNEL + tap) * inputs + input] = kernel[(output * inputs + input) * KERNEL + tap];
                }
            }
        }
        String weight = transposed(name + ".weight", byTap, outputs, KERNEL * inputs);
        String product = this.graph.add(Operator.onnx("MatMul"), concat(2, looked), weight);
        return this.graph.add(Operator.onnx("Relu"),
                this.graph.add(Operator.onnx("Add"), product, vector(name + ".bias")));
    }

    /** [frames, 1, 128], of which the second is a batch of one, to [frames, 128]. */
    private String recurrent(String x) throws IOException {
        String weight = lstm("onnx::LSTM_209", 4 * STATE, STATE);
        String recurrence = lstm("onnx::LSTM_210", 4 * STATE, STATE);
        String bias = lstm("onnx::LSTM_211", 8 * STATE);
        this.graph.add(Operator.onnx("LSTM").with("hidden_size", STATE),
                List.of(x, weight, recurrence, bias, "", "h", "c"), List.of("lstm", "hn", "cn"));
        return this.graph.add(Operator.onnx("Relu"),
                this.graph.add(Operator.onnx("Reshape"), "lstm", this.graph.integers(-1, STATE)));
    }

    private void probabilities(String x) throws IOException {
        String weight = transposed("output.weight", this.published.floats("output.weight"), 1, STATE);
        String logits = this.graph.add(Operator.onnx("Add"), this.graph.add(Operator.onnx("MatMul"), x, weight),
                vector("output.bias"));
        this.graph.addNamed("speech_probs", Operator.onnx("Reshape"), this.graph.add(Operator.onnx("Sigmoid"), logits),
                this.graph.integers(-1));
    }

    private String vector(String name) throws IOException {
        return this.graph.vector(name, this.published.floats(name));
    }

    /** A weight in one direction: the first axis is 1. */
    private String lstm(String name, long... shape) throws IOException {
        float[] values = this.published.floats(name);
        List<Long> axes = new ArrayList<>(List.of(1L));
        for (long length : shape) {
            axes.add(length);
        }
        return this.graph.weight(name, DataType.FLOAT32, axes, (output) -> output.floats(values, 0, values.length));
    }

    /** A matrix [outputs, inputs] kept as [inputs, outputs]. */
    private String transposed(String name, float[] matrix, int outputs, int inputs) throws IOException {
        float[] values = new float[matrix.length];
        for (int output = 0; output < outputs; output++) {
            for (int input = 0; input < inputs; input++) {
                values[input * outputs + output] = matrix[output * inputs + input];
            }
        }
        return this.graph.weight(name, DataType.FLOAT32, List.of((long) inputs, (long) outputs),
                (output) -> output.floats(values, 0, values.length));
    }

    private String slice(String x, int axis, int from, int to, int step) {
        return this.graph.add(Operator.onnx("Slice"), x, this.graph.integers(from), this.graph.integers(to),
                this.graph.integers(axis), this.graph.integers(step));
    }

    private String concat(int axis, List<String> parts) {
        return this.graph.add(Operator.onnx("Concat").with("axis", axis), parts.toArray(String[]::new));
    }

}
