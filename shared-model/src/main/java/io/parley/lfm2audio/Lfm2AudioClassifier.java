package io.parley.lfm2audio;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;

import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.audio.PerFeatureLogMel;
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
import io.parley.text.Tokenizer;

/**
 * Scores labels by how likely each is as the model's whole answer, the end of its turn
 * included, when it is asked
 *
 * <pre>
 * system: Classify the audio. Answer with exactly one of: LABEL, LABEL, ...
 * user: [the sound]
 * assistant:
 * </pre>
 *
 * The mean over the label's tokens is taken, so that long labels are not put at a
 * disadvantage. The prompt is run once for all labels. The model was not trained for
 * this: scores are shares among the labels, and say which of them fits better, not
 * whether one fits. Sound of more than two minutes is heard in pieces.
 */
public final class Lfm2AudioClassifier implements AudioClassifier {

    private static final String INSTRUCTION = "Classify the audio. Answer with exactly one of: ";

    /** The most labels that are told apart in one request. */
    private static final int MOST_LABELS = 64;

    /** 80 ms in samples: the least that the encoder takes. */
    private static final int SHORTEST = (PerFeatureLogMel.MIN_FRAMES - 1) * PerFeatureLogMel.HOP;

    private static final int LONGEST = AudioEncoder.LONGEST_SECONDS * PerFeatureLogMel.SAMPLE_RATE;

    private final ServedModel<Lfm2AudioModel> model;

    private final ClassificationMetrics metrics;

    /** Classifies with a model of a pool. */
    public Lfm2AudioClassifier(ModelPool pool, ModelSpec<Lfm2AudioModel> spec, MeterRegistry meters) {
        this.model = new ServedModel<>(pool, spec);
        this.metrics = new ClassificationMetrics(meters, spec.id());
    }

    @Override
    public LabelSet labels(Cancellation cancellation) {
        return new LabelSet.CallersOwn();
    }

    @Override
    public void check(ClassificationOptions options) {
        List<String> labels = options.labels();
        if (labels.isEmpty()) {
            throw new SpeechException.Unsupported("labels",
                    "The model '%s' has no labels of its own: send from 1 to %d.".formatted(this.model.id(),
                            MOST_LABELS));
        }
        if (labels.size() > MOST_LABELS) {
            throw new SpeechException.Unsupported("labels",
                    "There are %d labels, more than %d.".formatted(labels.size(), MOST_LABELS));
        }
        if (labels.stream().anyMatch(String::isBlank) || new HashSet<>(labels).size() < labels.size()) {
            throw new SpeechException.Unsupported("labels", "No label may be blank or given twice.");
        }
    }

    @Override
    public Classification classify(PcmSource audio, ClassificationOptions options, ClassifiedSegmentSink sink,
            Cancellation cancellation) {
        if (audio.sampleRate() != PerFeatureLogMel.SAMPLE_RATE) {
            throw new IllegalArgumentException("LFM2-Audio hears at 16000 Hz, not at " + audio.sampleRate());
        }
        check(options);
        return this.model.hear(audio, cancellation,
                (loaded, turn) -> this.metrics.record(() -> new PiecewiseClassifier(options.labels(), LONGEST, SHORTEST)
                    .classify(audio, options, (samples, length) -> {
                        turn.giveWay();
                        Pcm sound = new Pcm(Arrays.copyOf(samples, length), PerFeatureLogMel.SAMPLE_RATE);
                        return new ScoredPiece(score(loaded, sound, options.labels(), cancellation), 1);
                    }, sink)));
    }

    private static double[] score(Lfm2AudioModel model, Pcm sound, List<String> labels, Cancellation cancellation) {
        Conversation prompt = prompt(model, sound, labels);
        double[] scores = model.withState((state) -> {
            LabelScorer scorer = new LabelScorer(state, prompt, cancellation);
            return labels.stream().mapToDouble((label) -> scorer.score(answer(model.tokenizer(), label))).toArray();
        });
        return LabelScorer.shares(scores);
    }

    static Conversation prompt(Lfm2AudioModel model, Pcm sound, List<String> labels) {
        return model.newConversation()
            .system(INSTRUCTION + String.join(", ", labels) + ".")
            .begin("user")
            .sound(sound)
            .end()
            .begin("assistant");
    }

    static int[] answer(Tokenizer tokenizer, String label) {
        int[] words = tokenizer.encodePlain(label);
        int[] answer = Arrays.copyOf(words, words.length + 1);
        answer[words.length] = ControlTokens.TURN_END;
        return answer;
    }

}
