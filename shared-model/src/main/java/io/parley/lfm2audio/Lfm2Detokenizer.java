package io.parley.lfm2audio;

import java.util.Arrays;

import io.parley.audio.InverseStft;
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

    private final InverseStft inverse = new InverseStft(DetokenizerConfig.FFT_SIZE, DetokenizerConfig.HOP);

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
            float[] sound = sound(this.stream.read(SPECTRUM));
            System.arraycopy(sound, 0, samples, length, sound.length);
            length += sound.length;
        }
        return Arrays.copyOf(samples, length);
    }

    /** From log-magnitudes and phases, column by column. */
    private float[] sound(float[] spectrum) {
        int bins = DetokenizerConfig.COLUMN_VALUES / 2;
        double[] real = new double[spectrum.length / 2];
        double[] imaginary = new double[spectrum.length / 2];
        for (int i = 0; i < real.length; i++) {
            int at = i / bins * DetokenizerConfig.COLUMN_VALUES + i % bins;
            double magnitude = Math.exp(spectrum[at]);
            double phase = spectrum[at + bins];
            real[i] = magnitude * Math.cos(phase);
            imaginary[i] = magnitude * Math.sin(phase);
        }
        return this.inverse.append(real, imaginary);
    }

    @Override
    public float[] flush() {
        float[] rest = this.inverse.flush();
        this.stream.restart();
        return rest;
    }

    @Override
    public void reset() {
        this.inverse.reset();
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
