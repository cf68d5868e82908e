package io.parley.kokoro;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

import io.parley.compile.kokoro.KokoroGraphs;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.LoadedModel;
import io.parley.pool.MemoryAllowance;
import io.parley.pool.OutputValue;
import io.parley.pool.Tensor;
import io.parley.text.Accent;
import io.parley.text.phonemes.KokoroVocabulary;
import io.parley.text.phonemes.Phonemizer;
import io.parley.text.phonemes.Phonemizers;

/**
 * Kokoro, loaded: its graphs, the styles of its voices, and the pronouncing dictionaries
 * of their accents.
 */
final class KokoroModel implements LoadedModel {

    /** Of the sound, in Hz. */
    static final int SAMPLE_RATE = 24_000;

    /** Samples in a frame, the step in which the model measures how long symbols last. */
    static final int FRAME = 600;

    private static final String AUDIO = "audio";

    private final InferenceRuntime runtime;

    private final Graph prosody;

    private final Graph vocoder;

    private final Map<String, StyleTable> styles;

    private final Phonemizers phonemizers;

    private final long residentBytes;

    /**
     * Puts a model together.
     * @param prosody from symbols to frames
     * @param vocoder from frames to samples
     * @param styles by the ids of voices
     * @param residentBytes what it is to count for in the pool
     */
    KokoroModel(InferenceRuntime runtime, Graph prosody, Graph vocoder, Map<String, StyleTable> styles,
            Phonemizers phonemizers, long residentBytes) {
        this.runtime = runtime;
        this.prosody = prosody;
        this.vocoder = vocoder;
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
     * Speaks at the voice's own pace.
     * @param symbols at most {@link KokoroVocabulary#LONGEST}, without padding
     * @param style of the voice
     * @param sink takes the sound as it comes, with a little silence before and behind;
     * nothing if all is silent
     * @param giveWay called before each window; may wait
     * @param cancellation ends it between two windows, or sooner
     */
    void speak(int[] symbols, StyleTable style, Consumer<float[]> sink, Runnable giveWay, Cancellation cancellation) {
        try (Tensor row = this.runtime.floats(1, StyleTable.SIZE)) {
            style.row(symbols.length, row.floats());
            Prosody prosody = prosody(symbols, row, cancellation);
            WindowedSound joined = new WindowedSound();
            for (Window window : Window.of(prosody)) {
                giveWay.run();
                int from = Math.max(prosody.start(), window.from() - WindowedSound.AROUND);
                int to = Math.min(prosody.end(), window.to() + WindowedSound.AROUND);
                float[] sound = sound(prosody, from, to, row, cancellation);
                sink.accept(joined.add(sound, FRAME * (window.from() - from), FRAME * (to - window.to())));
            }
        }
    }

    private Prosody prosody(int[] symbols, Tensor style, Cancellation cancellation) {
        try (Tensor tokens = this.runtime.longs(1, symbols.length + 2L); Tensor rate = this.runtime.floats(1)) {
            LongBuffer ids = tokens.longs();
            ids.put(0, KokoroVocabulary.PADDING);
            for (int i = 0; i < symbols.length; i++) {
                ids.put(i + 1, symbols[i]);
            }
            ids.put(symbols.length + 1, KokoroVocabulary.PADDING);
            rate.floats().put(0, 1);
            Map<String, OutputValue> outputs = this.prosody.run(Map.of("tokens", tokens, "style", style, "speed", rate),
                    Set.of(KokoroGraphs.FEATURES, KokoroGraphs.PITCH, KokoroGraphs.ENERGY), cancellation);
            return new Prosody(floats(outputs, KokoroGraphs.FEATURES), floats(outputs, KokoroGraphs.PITCH),
                    floats(outputs, KokoroGraphs.ENERGY));
        }
    }

    private float[] sound(Prosody prosody, int from, int to, Tensor style, Cancellation cancellation) {
        long frames = to - from;
        try (Tensor features = this.runtime.floats(1, Prosody.FEATURES, frames);
                Tensor pitch = this.runtime.floats(1, 1, 2 * frames);
                Tensor energy = this.runtime.floats(1, 1, 2 * frames)) {
            prosody.features(from, to, features.floats());
            prosody.pitch(from, to, pitch.floats());
            prosody.energy(from, to, energy.floats());
            return floats(this.vocoder.run(Map.of(KokoroGraphs.FEATURES, features, KokoroGraphs.PITCH, pitch,
                    KokoroGraphs.ENERGY, energy, "style", style), Set.of(AUDIO), cancellation), AUDIO);
        }
    }

    private static float[] floats(Map<String, OutputValue> outputs, String name) {
        FloatBuffer values = Objects.requireNonNull(outputs.get(name)).floats();
        float[] floats = new float[values.remaining()];
        values.get(floats);
        return floats;
    }

    @Override
    public long residentBytes() {
        return this.residentBytes + this.prosody.addedBytes() + this.vocoder.addedBytes();
    }

    @Override
    public void growWithin(MemoryAllowance allowance) {
        this.prosody.growWithin(allowance);
        this.vocoder.growWithin(allowance);
    }

    @Override
    public void close() {
        try (this.prosody; this.vocoder) {
            // each is closed, whatever the other one does
        }
    }

}
