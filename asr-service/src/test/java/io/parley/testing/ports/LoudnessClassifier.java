package io.parley.testing.ports;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;
import io.parley.speech.AudioClassifier;
import io.parley.speech.Classification;
import io.parley.speech.ClassificationOptions;
import io.parley.speech.ClassifiedSegmentSink;
import io.parley.speech.LabelSet;
import io.parley.speech.SpeechException;
import io.parley.speech.classification.PiecewiseClassifier;
import io.parley.speech.classification.ScoredPiece;

/**
 * Says how loud a sound is, a second at a time: its loudest amplitude is the score of
 * "loud", and what is left to 1 is that of "quiet". Of a caller's labels, the last one
 * stands for loud, and the first makes it behave.
 */
final class LoudnessClassifier implements AudioClassifier {

    private static final int RATE = 16_000;

    private static final List<String> OWN = List.of("quiet", "loud");

    private final boolean fixed;

    private final BiConsumer<String, Cancellation> behaviour;

    LoudnessClassifier(boolean fixed, BiConsumer<String, Cancellation> behaviour) {
        this.fixed = fixed;
        this.behaviour = behaviour;
    }

    @Override
    public LabelSet labels(Cancellation cancellation) {
        return this.fixed ? new LabelSet.Fixed(OWN) : new LabelSet.CallersOwn();
    }

    @Override
    public void check(ClassificationOptions options) {
        if (this.fixed != options.labels().isEmpty()) {
            throw new SpeechException.Unsupported("labels",
                    this.fixed ? "This model has labels of its own." : "This model has no labels of its own.");
        }
    }

    @Override
    public Classification classify(PcmSource audio, ClassificationOptions options, ClassifiedSegmentSink sink,
            Cancellation cancellation) {
        List<String> labels = this.fixed ? OWN : new ArrayList<>(options.labels());
        this.behaviour.accept(labels.getFirst(), cancellation);
        return new PiecewiseClassifier(labels, RATE, 1).classify(audio, options, (samples, length) -> {
            double loudest = 0;
            for (int i = 0; i < length; i++) {
                loudest = Math.max(loudest, Math.abs(samples[i]));
            }
            double[] scores = new double[labels.size()];
            scores[0] = 1 - loudest;
            scores[scores.length - 1] = loudest;
            return new ScoredPiece(scores, 1);
        }, sink);
    }

}
