package io.parley.silero;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

import io.parley.concurrent.Cancellation;
import io.parley.pool.Binding;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.Tensor;

/**
 * Runs of the graph on a fixed number of frames: input float32 [frames, 576] (64 samples
 * of the frame before, then 512 of this one), output float32 [frames], and the LSTM's
 * states h and c, float32 [1, 1, 128], which a run reads from one pair of tensors and
 * writes to the other. Not thread-safe.
 */
final class SileroFrames implements AutoCloseable {

    static final int FRAME = 512;

    static final int CONTEXT = 64;

    private final int frames;

    private final Tensor input;

    private final Tensor output;

    /** By which of the two pairs of states is read. */
    private final List<Binding> bindings = new ArrayList<>();

    SileroFrames(InferenceRuntime runtime, Graph graph, SileroStates states, int frames) {
        this.frames = frames;
        this.input = runtime.floats(frames, CONTEXT + FRAME);
        this.output = runtime.floats(frames);
        for (int from = 0; from < 2; from++) {
            Binding binding = graph.bind().input("input", this.input).output("speech_probs", this.output);
            states.bind(binding, from);
            this.bindings.add(binding);
        }
    }

    int frames() {
        return this.frames;
    }

    /**
     * Hears frames.
     * @param context the last 64 samples before them; receives the last of them
     * @param from which pair of states to read
     */
    void run(float[] context, float[] samples, int offset, float[] probabilities, int at, int from,
            Cancellation cancellation) {
        FloatBuffer rows = this.input.floats();
        rows.clear();
        rows.put(context).put(samples, offset, FRAME);
        for (int i = 1; i < this.frames; i++) {
            // the end of a frame and the next one lie side by side
            rows.put(samples, offset + i * FRAME - CONTEXT, CONTEXT + FRAME);
        }
        this.bindings.get(from).run(cancellation);
        System.arraycopy(samples, offset + this.frames * FRAME - CONTEXT, context, 0, CONTEXT);
        this.output.floats().get(0, probabilities, at, this.frames);
    }

    @Override
    public void close() {
        this.bindings.forEach(Binding::close);
        this.input.close();
        this.output.close();
    }

}
