package io.parley.lfm2audio;

import io.parley.audio.AudioException;
import io.parley.audio.PerFeatureLogMel;
import io.parley.compile.lfm2audio.FastConformerGraph;
import io.parley.compile.lfm2audio.Lfm2AudioConfig;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Binding;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.Tensor;

/**
 * Turns a clip of sound into what the language model reads, one embedding for every 80
 * ms. Thread-safe.
 */
public final class AudioEncoder {

    /**
     * The longest clip, in seconds. Attention is over the whole clip, whose memory grows
     * with the square of its length; longer sound is for the caller to cut.
     */
    public static final int LONGEST_SECONDS = 120;

    private final InferenceRuntime runtime;

    private final Graph graph;

    private final PerFeatureLogMel frontEnd;

    private final int width;

    /**
     * An encoder.
     * @param graph a {@link FastConformerGraph}; not closed here
     * @param config of the same model
     */
    public AudioEncoder(InferenceRuntime runtime, Graph graph, Lfm2AudioConfig config) {
        this.runtime = runtime;
        this.graph = graph;
        this.frontEnd = new PerFeatureLogMel(config.encoder().melBands());
        this.width = config.backbone().width();
    }

    /**
     * Encodes a clip.
     * @param samples mono, {@value PerFeatureLogMel#SAMPLE_RATE} Hz
     * @param offset first sample of the clip
     * @param length samples of the clip
     * @param cancellation ends the run
     * @return float32 [1, embeddings, width of the language model], to be closed by the
     * caller
     * @throws AudioException.TooShort below 80 ms
     * @throws AudioException.TooLong above {@value #LONGEST_SECONDS} s
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public Tensor encode(float[] samples, int offset, int length, Cancellation cancellation) {
        if (length > LONGEST_SECONDS * PerFeatureLogMel.SAMPLE_RATE) {
            throw new AudioException.TooLong(LONGEST_SECONDS);
        }
        float[] features = this.frontEnd.compute(samples, offset, length);
        int frames = PerFeatureLogMel.frames(length);
        Tensor embeddings = this.runtime.floats(1, FastConformerGraph.embeddings(frames), this.width);
        try (Tensor mel = this.runtime.floats(1, frames, this.frontEnd.bands()); Binding binding = this.graph.bind()) {
            mel.floats().put(0, features);
            binding.input(FastConformerGraph.MEL, mel)
                .output(FastConformerGraph.EMBEDDINGS, embeddings)
                .run(cancellation);
            return embeddings;
        }
        catch (RuntimeException ex) {
            embeddings.close();
            throw ex;
        }
    }

}
