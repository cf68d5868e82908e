package io.parley.whisper;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;

import io.parley.audio.AudioException;
import io.parley.audio.LogMelSpectrogram;
import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;
import io.parley.pool.ModelPool;
import io.parley.pool.ModelSpec;
import io.parley.serving.ServedModel;
import io.parley.speech.AudioClassifier;
import io.parley.speech.Classification;
import io.parley.speech.ClassificationMetrics;
import io.parley.speech.ClassificationOptions;
import io.parley.speech.ClassifiedSegmentSink;
import io.parley.speech.LabelSet;
import io.parley.speech.SpeechException;
import io.parley.speech.classification.PiecewiseClassifier;
import io.parley.speech.classification.ScoredPiece;
import io.parley.whisper.decoding.DecoderState;
import io.parley.whisper.decoding.LanguageDetector;

/**
 * Says which language is spoken, with one multilingual Whisper checkpoint of the pool,
 * the same that transcribes. Sound of more than 30 s is heard in pieces of 30 s, each of
 * which counts by how likely somebody speaks in it.
 */
final class WhisperLanguageClassifier implements AudioClassifier {

    /** A tenth of a second: the least that is worth hearing. */
    private static final int SHORTEST = LogMelSpectrogram.SAMPLE_RATE / 10;

    private final String id;

    private final ServedModel<WhisperModel> model;

    private final ClassificationMetrics metrics;

    /**
     * Makes a classifier; loads nothing.
     * @param id of this job; the checkpoint has another
     */
    WhisperLanguageClassifier(String id, ModelPool pool, ModelSpec<WhisperModel> spec, MeterRegistry meters) {
        this.id = id;
        this.model = new ServedModel<>(pool, spec);
        this.metrics = new ClassificationMetrics(meters, id);
    }

    @Override
    public LabelSet labels(Cancellation cancellation) {
        return this.model.call(cancellation, (model, _) -> new LabelSet.Fixed(languages(model)));
    }

    @Override
    public void check(ClassificationOptions options) {
        if (!options.labels().isEmpty()) {
            throw new SpeechException.Unsupported("labels",
                    "The model '%s' has labels of its own, its languages, and takes no others.".formatted(this.id));
        }
    }

    @Override
    public Classification classify(PcmSource audio, ClassificationOptions options, ClassifiedSegmentSink sink,
            Cancellation cancellation) {
        if (audio.sampleRate() != LogMelSpectrogram.SAMPLE_RATE) {
            throw new IllegalArgumentException("Whisper hears at 16000 Hz, not at " + audio.sampleRate());
        }
        check(options);
        return this.model.hear(audio, cancellation,
                (model, turn) -> this.metrics
                    .record(() -> new PiecewiseClassifier(languages(model), model.longestWindow(), SHORTEST)
                        .classify(audio, options, (samples, length) -> {
                            turn.giveWay();
                            return piece(model, samples, length, cancellation);
                        }, sink)));
    }

    private static ScoredPiece piece(WhisperModel model, float[] samples, int length, Cancellation cancellation) {
        if (length < SHORTEST) {
            throw new AudioException.TooShort(SHORTEST * 1000L / LogMelSpectrogram.SAMPLE_RATE);
        }
        DecoderState state = model.borrowState();
        try {
            LanguageDetector.Detected detected = new LanguageDetector(model.decoding(), state).detect(samples, length,
                    cancellation);
            return new ScoredPiece(detected.probabilities(), 1 - detected.noSpeechProbability());
        }
        finally {
            model.giveBack(state);
        }
    }

    private List<String> languages(WhisperModel model) {
        List<String> languages = LanguageDetector.languages(model.decoding());
        if (languages.isEmpty()) {
            throw new SpeechException.Unsupported("model",
                    "The model '%s' knows English only and tells no languages apart.".formatted(this.id));
        }
        return languages;
    }

}
