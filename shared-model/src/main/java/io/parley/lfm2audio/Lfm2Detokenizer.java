package io.parley.lfm2audio;

import java.util.Arrays;

import io.parley.compile.lfm2audio.CodecStates;
import io.parley.compile.lfm2audio.DetokenizerConfig;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;

/**
 * The detokenizer of LFM2.5-Audio. The last 20 ms of a frame's sound come with the next
 * frame, or when the stream ends.
 */
public final class Lfm2Detokenizer implements AudioCodecDecoder {

    private static final String SPECTRUM = "spectrum";

    private final CodecStream stream;

    private final SpectrumSound sound = new SpectrumSound();

    /**
     * Begins a stream.
     * @param runtime makes the tensors
     * @param graph the detokenizer's graph, which must outlive this
     * @param states what it carries from run to run
     */
    public Lfm2Detokenizer(InferenceRuntime runtime, Graph graph, CodecStates states) {
        this(new CodecStream(runtime, graph, states, DetokenizerConfig.COLUMNS_PER_FRAME,
                (position) -> states.attention().window()));
    }

    Lfm2Detokenizer(CodecStream stream) {
        this.stream = stream.output(SPECTRUM, (frames) -> new long[] {
                (long) frames * DetokenizerConfig.COLUMNS_PER_FRAME, DetokenizerConfig.COLUMN_VALUES });
    }

    @Override
    public float[] decode(int[][] frames, Cancellation cancellation) {
        CodeFrames.check(frames);
        float[] samples = new float[frames.length * FRAME_SAMPLES];
        int length = 0;
        for (int first = 0; first < frames.length; first += this.stream.maxFrames()) {
            int count = Math.min(this.stream.maxFrames(), frames.length - first);
            this.stream.run(frames, first, count, cancellation);
            float[] sound = this.sound.append(this.stream.read(SPECTRUM), 0);
            System.arraycopy(sound, 0, samples, length, sound.length);
            length += sound.length;
        }
        return Arrays.copyOf(samples, length);
    }

    @Override
    public float[] flush() {
        float[] rest = this.sound.flush();
        this.stream.restart();
        return rest;
    }

    @Override
    public void reset() {
        this.sound.reset();
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
