package io.parley.lfm2audio;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

import io.parley.compile.lfm2audio.CodecStates;
import io.parley.compile.lfm2audio.ConvolutionState;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Binding;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.Tensor;

/**
 * One stream of frames through a codec's graph, with everything that the graph carries
 * from run to run. Not thread-safe.
 */
final class CodecStream implements AutoCloseable {

    private final InferenceRuntime runtime;

    private final Binding binding;

    private final int stepsPerFrame;

    private final AttentionReach reach;

    private final boolean masked;

    private final List<Tensor> convolutions = new ArrayList<>();

    private final SlidingKeys keys;

    private final Map<String, IntFunction<long[]>> shapes = new LinkedHashMap<>();

    /** Tensors whose shape depends on the frames of a run, by name. */
    private final Map<String, Tensor> perRun = new LinkedHashMap<>();

    private int framesPerRun;

    private boolean broken;

    /**
     * Begins a stream.
     * @param stepsPerFrame steps of the attention layers a frame
     * @param reach how far attention sees, where the graph asks for it
     */
    CodecStream(InferenceRuntime runtime, Graph graph, CodecStates states, int stepsPerFrame, AttentionReach reach) {
        this.runtime = runtime;
        this.binding = graph.bind();
        this.stepsPerFrame = stepsPerFrame;
        this.reach = reach;
        this.masked = graph.inputs().contains("first_key");
        for (ConvolutionState state : states.convolutions()) {
            Tensor tensor = runtime.floats(1, state.steps(), state.width());
            this.convolutions.add(tensor);
            // past is read whole before present is written
            this.binding.input(state.past(), tensor).output(state.present(), tensor);
        }
        this.keys = new SlidingKeys(runtime, this.binding, states.attention());
    }

    /**
     * Asks for an output of the graph.
     * @param shape its shape for a number of frames
     * @return this
     */
    CodecStream output(String name, IntFunction<long[]> shape) {
        this.shapes.put(name, shape);
        return this;
    }

    /** How many frames a run may have. */
    int maxFrames() {
        return this.keys.maxSteps() / this.stepsPerFrame;
    }

    /**
     * Runs the graph on the next frames; outputs are then to be read.
     * @param frames [frames][8], checked
     */
    void run(int[][] frames, int first, int count, Cancellation cancellation) {
        if (this.broken) {
            throw new IllegalStateException("the stream was broken off");
        }
        prepare(count);
        CodeFrames.write(frames, first, count, perRun("codes").longs());
        int steps = count * this.stepsPerFrame;
        int row = this.keys.append(steps);
        if (this.masked) {
            for (int i = 0; i < steps; i++) {
                int seen = this.reach.of(this.keys.position(row + i));
                perRun("first_key").longs().put(i, Math.max(0, row + i - seen + 1));
            }
        }
        this.broken = true;
        this.binding.run(cancellation);
        this.broken = false;
    }

    /** What the last run wrote. */
    float[] read(String name) {
        Tensor tensor = perRun(name);
        float[] values = new float[tensor.floats().capacity()];
        tensor.floats().get(0, values);
        return values;
    }

    /** Begins another stream. */
    void restart() {
        restart(0);
    }

    /** Begins another stream whose first step has another place than 0. */
    void restart(long position) {
        for (Tensor tensor : this.convolutions) {
            tensor.floats().put(0, new float[tensor.floats().capacity()]);
        }
        this.keys.restart(position);
        this.broken = false;
    }

    long bytes() {
        return this.keys.bytes() + this.convolutions.stream().mapToLong(Tensor::bytes).sum()
                + this.perRun.values().stream().mapToLong(Tensor::bytes).sum();
    }

    private void prepare(int frames) {
        if (frames == this.framesPerRun) {
            return;
        }
        closePerRun();
        this.framesPerRun = frames;
        input("codes", this.runtime.longs(AudioCodecDecoder.CODEBOOKS, frames));
        if (this.masked) {
            input("first_key", this.runtime.longs(1, 1, (long) frames * this.stepsPerFrame, 1));
        }
        this.shapes.forEach((name, shape) -> {
            Tensor tensor = this.runtime.floats(shape.apply(frames));
            this.perRun.put(name, tensor);
            this.binding.output(name, tensor);
        });
    }

    private void input(String name, Tensor tensor) {
        this.perRun.put(name, tensor);
        this.binding.input(name, tensor);
    }

    private Tensor perRun(String name) {
        Tensor tensor = this.perRun.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("'" + name + "' is not bound");
        }
        return tensor;
    }

    private void closePerRun() {
        this.perRun.values().forEach(Tensor::close);
        this.perRun.clear();
        this.framesPerRun = 0;
    }

    @Override
    public void close() {
        this.binding.close();
        closePerRun();
        this.convolutions.forEach(Tensor::close);
        this.keys.close();
    }

}
