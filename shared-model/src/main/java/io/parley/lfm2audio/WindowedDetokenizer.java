package io.parley.lfm2audio;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.parley.compile.lfm2audio.DetokenizerConfig;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.OutputValue;
import io.parley.pool.Tensor;

/**
 * The detokenizer of LFM2.5-Audio by a graph that carries nothing from run to run, as it
 * is published: each run hears again the frames before that a column can depend on, which
 * gives the same sound. The last 20 ms of a frame's sound come with the next frame, or
 * when the stream ends.
 */
final class WindowedDetokenizer implements AudioCodecDecoder {

    /**
     * Three attention layers that see 30 columns each and five convolutions of three
     * reach 98 columns, that is 17 frames.
     */
    private static final int CONTEXT = 17;

    private static final int LARGEST_RUN = 48;

    private static final String SPECTRUM = "spectrum";

    private final InferenceRuntime runtime;

    private final Graph graph;

    private final SpectrumSound sound = new SpectrumSound();

    private int[][] before = new int[0][];

    /**
     * Begins a stream.
     * @param graph must outlive this
     */
    WindowedDetokenizer(InferenceRuntime runtime, Graph graph) {
        this.runtime = runtime;
        this.graph = graph;
    }

    @Override
    public float[] decode(int[][] frames, Cancellation cancellation) {
        CodeFrames.check(frames);
        float[] samples = new float[frames.length * FRAME_SAMPLES];
        int length = 0;
        for (int first = 0; first < frames.length; first += LARGEST_RUN) {
            int end = Math.min(frames.length, first + LARGEST_RUN);
            float[] some = run(Arrays.copyOfRange(frames, first, end), cancellation);
            System.arraycopy(some, 0, samples, length, some.length);
            length += some.length;
        }
        return Arrays.copyOf(samples, length);
    }

    private float[] run(int[][] frames, Cancellation cancellation) {
        int context = this.before.length;
        int[][] all = Arrays.copyOf(this.before, context + frames.length);
        System.arraycopy(frames, 0, all, context, frames.length);
        try (Tensor codes = this.runtime.longs(CODEBOOKS, all.length)) {
            CodeFrames.write(all, 0, all.length, codes.longs());
            OutputValue result = Objects
                .requireNonNull(this.graph.run(Map.of("codes", codes), Set.of(SPECTRUM), cancellation).get(SPECTRUM));
            float[] spectrum = new float[result.floats().remaining()];
            result.floats().get(spectrum);
            this.before = Arrays.copyOfRange(all, Math.max(0, all.length - CONTEXT), all.length);
            return this.sound.append(spectrum, context * DetokenizerConfig.COLUMNS_PER_FRAME);
        }
    }

    @Override
    public float[] flush() {
        this.before = new int[0][];
        return this.sound.flush();
    }

    @Override
    public void reset() {
        this.before = new int[0][];
        this.sound.reset();
    }

    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public void close() {
        // holds no native memory between runs
    }

}
