package io.parley.kokoro;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;

import io.parley.catalog.CatalogEntry;
import io.parley.concurrent.Cancellation;
import io.parley.pool.ModelPool;
import io.parley.pool.Turn;
import io.parley.serving.ServedModel;
import io.parley.speech.PcmSink;
import io.parley.speech.SpeechException;
import io.parley.speech.Synthesis;
import io.parley.speech.SynthesisMetrics;
import io.parley.speech.SynthesisOptions;
import io.parley.speech.Synthesizer;
import io.parley.speech.Voice;
import io.parley.text.Accent;
import io.parley.text.normalize.EnglishNormalizer;
import io.parley.text.normalize.TextNormalizer;
import io.parley.text.phonemes.ChunkLimits;
import io.parley.text.phonemes.SpeechChunk;
import io.parley.text.phonemes.SpeechChunker;

/**
 * Speaks English with Kokoro: written text to words, words to phonemes, and those clause
 * by clause to sound, the first clause first.
 */
public final class KokoroSynthesizer implements Synthesizer {

    /** Beyond these the model's speech cannot be understood. */
    private static final double SLOWEST = 0.25;

    private static final double FASTEST = 4;

    private final ServedModel<KokoroModel> model;

    private final KokoroVoices voices;

    private final ChunkLimits limits;

    private final TextNormalizer american = new EnglishNormalizer(Accent.AMERICAN);

    private final TextNormalizer british = new EnglishNormalizer(Accent.BRITISH);

    private final SynthesisMetrics metrics;

    /**
     * A synthesizer with a model of a pool; loads nothing.
     * @param limits how long the pieces are that a text is said in
     */
    KokoroSynthesizer(CatalogEntry entry, KokoroLoader loader, ModelPool pool, ChunkLimits limits,
            MeterRegistry meters) {
        this.model = new ServedModel<>(pool, loader.spec(entry));
        this.voices = new KokoroVoices(entry);
        this.limits = limits;
        this.metrics = new SynthesisMetrics(meters, entry.id());
    }

    @Override
    public List<Voice> voices() {
        return this.voices.all();
    }

    @Override
    public int sampleRate() {
        return KokoroModel.SAMPLE_RATE;
    }

    @Override
    public void check(SynthesisOptions options) {
        this.voices.named(options.voice());
        if (!(options.speed() >= SLOWEST && options.speed() <= FASTEST)) {
            throw new SpeechException.Unsupported("speed", "The speed must be between 0.25 and 4.");
        }
    }

    @Override
    public void prepare(Cancellation cancellation) {
        this.model.call(cancellation, (loaded) -> loaded);
    }

    @Override
    public Synthesis synthesize(String text, SynthesisOptions options, PcmSink sink, Cancellation cancellation) {
        long asked = System.nanoTime();
        check(options);
        VoiceMix voice = this.voices.named(options.voice());
        String words = options.normalize() ? normalizer(voice.accent()).normalize(text) : text;
        if (words.isBlank()) {
            throw nothingToSay();
        }
        return this.model.call(cancellation, (loaded, turn) -> {
            SpokenText spoken = new SpokenText(loaded, loaded.style(voice), options.speed(), sink,
                    () -> this.metrics.firstAudio(Duration.ofNanos(System.nanoTime() - asked)));
            speak(words, voice, spoken, loaded, turn, cancellation);
            Synthesis result = spoken.result();
            if (result.duration().isZero()) {
                throw nothingToSay();
            }
            this.metrics.spoken(turn.computed(), result.duration());
            return result;
        });
    }

    private void speak(String words, VoiceMix voice, SpokenText spoken, KokoroModel loaded, Turn turn,
            Cancellation cancellation) {
        Iterator<SpeechChunk> pieces = new SpeechChunker(loaded.phonemizer(voice.accent()), this.limits).chunks(words);
        while (pieces.hasNext()) {
            turn.giveWay();
            spoken.say(pieces.next(), turn::giveWay, cancellation);
        }
        spoken.end();
    }

    private TextNormalizer normalizer(Accent accent) {
        return switch (accent) {
            case AMERICAN -> this.american;
            case BRITISH -> this.british;
        };
    }

    private static SpeechException nothingToSay() {
        return new SpeechException.Unsupported("input", "The input has nothing in it that can be said.");
    }

}
