package io.parley.kokoro;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.parley.concurrent.Cancellation;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.LoadedModel;
import io.parley.pool.OutputValue;
import io.parley.pool.Tensor;
import io.parley.text.Accent;
import io.parley.text.phonemes.KokoroVocabulary;
import io.parley.text.phonemes.Phonemizer;
import io.parley.text.phonemes.Phonemizers;

/**
 * Kokoro, loaded: its graph, the styles of its voices, and the pronouncing dictionaries
 * of their accents. The graph reads {@code tokens} int64 [1, n], {@code style} float32
 * [1, 256] and {@code speed} float32 [1], and writes {@code audio} float32 [samples] at
 * 24,000 Hz.
 */
final class KokoroModel implements LoadedModel {

    /** Of the sound, in Hz. */
    static final int SAMPLE_RATE = 24_000;

    /** Samples in a frame, the step in which the model measures how long symbols last. */
    static final int FRAME = 600;

    private static final String AUDIO = "audio";

    private final InferenceRuntime runtime;

    private final Graph graph;

    private final Map<String, StyleTable> styles;

    private final Phonemizers phonemizers;

    private final long residentBytes;

    /**
     * Puts a model together.
     * @param styles by the ids of voices
     * @param residentBytes what it is to count for in the pool
     */
    KokoroModel(InferenceRuntime runtime, Graph graph, Map<String, StyleTable> styles, Phonemizers phonemizers,
            long residentBytes) {
        this.runtime = runtime;
        this.graph = graph;
        this.styles = Map.copyOf(styles);
        this.phonemizers = phonemizers;
        this.residentBytes = residentBytes;
    }

    /** How an accent's words sound. */
    Phonemizer phonemizer(Accent accent) {
        return this.phonemizers.of(accent);
    }

    /** How a voice, or several at once, sounds. */
    StyleTable style(VoiceMix voice) {
        Map<StyleTable, Double> weights = new LinkedHashMap<>();
        voice.weights().forEach((id, weight) -> weights.put(Objects.requireNonNull(this.styles.get(id)), weight));
        return (weights.size() == 1) ? weights.keySet().iterator().next() : StyleTable.mean(weights);
    }

    /**
     * Speaks.
     * @param symbols at most {@link KokoroVocabulary#LONGEST}, without padding
     * @param style of the voice
     * @param speed the model's own measure, 1 for the voice's own
     * @param cancellation ends the run
     * @return samples, with some silence before and behind
     */
    float[] speak(int[] symbols, StyleTable style, double speed, Cancellation cancellation) {
        try (Tensor tokens = this.runtime.longs(1, symbols.length + 2L);
                Tensor row = this.runtime.floats(1, StyleTable.SIZE);
                Tensor rate = this.runtime.floats(1)) {
            LongBuffer ids = tokens.longs();
            ids.put(0, KokoroVocabulary.PADDING);
            for (int i = 0; i < symbols.length; i++) {
                ids.put(i + 1, symbols[i]);
            }
            ids.put(symbols.length + 1, KokoroVocabulary.PADDING);
            style.row(symbols.length, row.floats());
            rate.floats().put(0, (float) speed);
            Map<String, OutputValue> outputs = this.graph.run(Map.of("tokens", tokens, "style", row, "speed", rate),
                    Set.of(AUDIO), cancellation);
            FloatBuffer audio = Objects.requireNonNull(outputs.get(AUDIO)).floats();
            float[] samples = new float[audio.remaining()];
            audio.get(samples);
            return samples;
        }
    }

    @Override
    public long residentBytes() {
        return this.residentBytes;
    }

    @Override
    public void close() {
        this.graph.close();
    }

}
