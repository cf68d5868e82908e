package io.parley.lfm2audio;

import io.parley.compile.lfm2audio.CodecStates;
import io.parley.compile.lfm2audio.MimiConstants;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;

/**
 * Mimi, the codec of LFM2-Audio. A frame's sound comes with the frame; nothing is held
 * back.
 */
public final class MimiDecoder implements AudioCodecDecoder {

    private static final String WAVE = "wave";

    private final CodecStream stream;

    /**
     * Begins a stream that sees what the reference's streaming decoder sees: the steps of
     * a frame are written over the oldest in a ring of the window's length before any of
     * them looks back, so that all but a frame's last step see fewer than the window.
     * @param runtime makes the tensors
     * @param graph the decoder's graph, which must outlive this
     * @param states what it carries from run to run
     */
    public MimiDecoder(InferenceRuntime runtime, Graph graph, CodecStates states) {
        this(runtime, graph, states, (position) -> states.attention().window() + 1 - MimiConstants.STEPS_PER_FRAME
                + (int) (position % MimiConstants.STEPS_PER_FRAME));
    }

    MimiDecoder(InferenceRuntime runtime, Graph graph, CodecStates states, AttentionReach reach) {
        this.stream = new CodecStream(runtime, graph, states, MimiConstants.STEPS_PER_FRAME, reach).output(WAVE,
                (frames) -> new long[] { (long) frames * FRAME_SAMPLES });
    }

    @Override
    public float[] decode(int[][] frames, Cancellation cancellation) {
        CodeFrames.check(frames);
        float[] samples = new float[frames.length * FRAME_SAMPLES];
        for (int first = 0; first < frames.length; first += this.stream.maxFrames()) {
            int count = Math.min(this.stream.maxFrames(), frames.length - first);
            this.stream.run(frames, first, count, cancellation);
            float[] wave = this.stream.read(WAVE);
            System.arraycopy(wave, 0, samples, first * FRAME_SAMPLES, wave.length);
        }
        return samples;
    }

    @Override
    public float[] flush() {
        reset();
        return new float[0];
    }

    @Override
    public void reset() {
        this.stream.restart();
    }

    @Override
    public long bytes() {
        return this.stream.bytes();
    }

    @Override
    public void close() {
        this.stream.close();
    }

}
