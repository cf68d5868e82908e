package io.parley.compile.silero;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import io.parley.compile.graph.Axis;
import io.parley.compile.graph.Float32Linear;
import io.parley.compile.graph.GraphBuilder;
import io.parley.compile.graph.KernelTaps;
import io.parley.compile.graph.LinearPrecision;
import io.parley.compile.graph.Operator;
import io.parley.compile.graph.Projection;
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

    private static final LinearPrecision PRECISION = new Float32Linear();

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
        float[] basis = this.published.floats("stft.forward_basis_buffer");
        String parts = PRECISION.apply(this.graph, "stft", windows,
                new Projection(new KernelTaps(basis, 2 * BINS, 2 * HOP, 1), null));
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
        return this.graph.add(Operator.onnx("Relu"), product(name, concat(2, looked), inputs, outputs, KERNEL));
    }

    /** What a kernel's taps look at, laid side by side, times the kernel. */
    private String product(String name, String x, int inputs, int outputs, int taps) throws IOException {
        KernelTaps kernel = new KernelTaps(this.published.floats(name + ".weight"), outputs, inputs, taps);
        return PRECISION.apply(this.graph, name, x, new Projection(kernel, this.published.floats(name + ".bias")));
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
        String logits = product("output", x, STATE, 1, 1);
        this.graph.addNamed("speech_probs", Operator.onnx("Reshape"), this.graph.add(Operator.onnx("Sigmoid"), logits),
                this.graph.integers(-1));
    }

    /** A weight in one direction: the first axis is 1. */
    private String lstm(String name, long... shape) throws IOException {
        float[] values = this.published.floats(name);
        List<Long> axes = LongStream.concat(LongStream.of(1), LongStream.of(shape)).boxed().toList();
        return this.graph.weight(name, DataType.FLOAT32, axes, (output) -> output.floats(values, 0, values.length));
    }

    private String slice(String x, int axis, int from, int to, int step) {
        return this.graph.add(Operator.onnx("Slice"), x, this.graph.integers(from), this.graph.integers(to),
                this.graph.integers(axis), this.graph.integers(step));
    }

    private String concat(int axis, List<String> parts) {
        return this.graph.add(Operator.onnx("Concat").with("axis", axis), parts.toArray(String[]::new));
    }

}
