package io.parley.silero;

import java.util.concurrent.locks.Lock;

import io.parley.concurrent.Cancellation;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelParts;
import io.parley.speech.VoiceActivityStream;

/**
 * One sound as Silero hears it: frame by frame, or a second at a time at about half the
 * cost a frame. Makes no tensors after its first. The caller keeps the model loaded.
 */
final class SileroStream implements VoiceActivityStream {

    /** Frames in a block; longer ones are no faster. */
    static final int BLOCK = 32;

    private final ModelParts parts = new ModelParts();

    private final Lock turns;

    private final SileroFrames one;

    private final SileroFrames block;

    private final float[] context = new float[SileroFrames.CONTEXT];

    private final float[] probability = new float[1];

    /** Which pair of states is to be read next. */
    private int from;

    SileroStream(InferenceRuntime runtime, Graph graph, Lock turns) {
        this.turns = turns;
        SileroStates states = this.parts.add(new SileroStates(runtime));
        this.one = this.parts.add(new SileroFrames(runtime, graph, states, 1));
        this.block = this.parts.add(new SileroFrames(runtime, graph, states, BLOCK));
    }

    @Override
    public int frameSamples() {
        return SileroFrames.FRAME;
    }

    @Override
    public float next(float[] samples, int offset, Cancellation cancellation) {
        run(this.one, samples, offset, this.probability, 0, cancellation);
        return this.probability[0];
    }

    @Override
    public void next(float[] samples, int offset, int frames, float[] probabilities, Cancellation cancellation) {
        for (int done = 0; done < frames;) {
            SileroFrames size = (frames - done >= BLOCK) ? this.block : this.one;
            run(size, samples, offset + done * SileroFrames.FRAME, probabilities, done, cancellation);
            done += size.frames();
        }
    }

    private void run(SileroFrames size, float[] samples, int offset, float[] probabilities, int at,
            Cancellation cancellation) {
        this.turns.lock();
        try {
            size.run(this.context, samples, offset, probabilities, at, this.from, cancellation);
        }
        finally {
            this.turns.unlock();
        }
        this.from = 1 - this.from;
    }

    @Override
    public void close() {
        this.parts.close();
    }

}
