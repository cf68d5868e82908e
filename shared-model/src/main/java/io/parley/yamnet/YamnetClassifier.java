package io.parley.yamnet;

import io.micrometer.core.instrument.MeterRegistry;

import io.parley.audio.MagnitudeLogMel;
import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;
import io.parley.pool.ModelPool;
import io.parley.pool.ModelSpec;
import io.parley.pool.Turn;
import io.parley.serving.ServedModel;
import io.parley.speech.AudioClassifier;
import io.parley.speech.Classification;
import io.parley.speech.ClassificationMetrics;
import io.parley.speech.ClassificationOptions;
import io.parley.speech.ClassifiedSegmentSink;
import io.parley.speech.LabelSet;
import io.parley.speech.SpeechException;
import io.parley.speech.classification.SegmentScores;

/**
 * Classifies with YAMNet: each of AudioSet's classes has a probability of its own, the
 * mean over the patches of the sound. Silent patches are left out, unless the whole sound
 * is silent.
 */
final class YamnetClassifier implements AudioClassifier {

    /** Some tens of milliseconds of work; others may go between. */
    private static final int PATCHES_A_TURN = 64;

    private final ServedModel<YamnetModel> model;

    private final YamnetSettings settings;

    private final ClassificationMetrics metrics;

    /**
     * Makes a classifier; loads nothing.
     */
    YamnetClassifier(ModelPool pool, ModelSpec<YamnetModel> spec, YamnetSettings settings, MeterRegistry meters) {
        this.model = new ServedModel<>(pool, spec);
        this.settings = settings;
        this.metrics = new ClassificationMetrics(meters, spec.id());
    }

    @Override
    public LabelSet labels(Cancellation cancellation) {
        return this.model.call(cancellation, (model, _) -> new LabelSet.Fixed(model.labels()));
    }

    @Override
    public void check(ClassificationOptions options) {
        if (!options.labels().isEmpty()) {
            throw new SpeechException.Unsupported("labels",
                    "The model '%s' has labels of its own and takes no others.".formatted(this.model.id()));
        }
    }

    @Override
    public Classification classify(PcmSource audio, ClassificationOptions options, ClassifiedSegmentSink sink,
            Cancellation cancellation) {
        if (audio.sampleRate() != MagnitudeLogMel.SAMPLE_RATE) {
            throw new IllegalArgumentException("YAMNet hears at 16000 Hz, not at " + audio.sampleRate());
        }
        check(options);
        return this.model.hear(audio, cancellation,
                (model, turn) -> this.metrics.record(() -> classify(model, turn, audio, options, sink, cancellation)));
    }

    private Classification classify(YamnetModel model, Turn turn, PcmSource audio, ClassificationOptions options,
            ClassifiedSegmentSink sink, Cancellation cancellation) {
        YamnetPatches patches = new YamnetPatches(audio, model.frontEnd(), this.settings.stepFrames());
        double silence = this.settings.silentPower();
        SegmentScores scores = new SegmentScores(model.labels(), MagnitudeLogMel.SAMPLE_RATE, options.window(), sink);
        double[] probabilities = new double[model.labels().size()];
        YamnetRun run = model.borrow();
        try {
            for (int heard = 1; patches.next(); heard++) {
                run.run(patches.mel(), probabilities, cancellation);
                scores.add(probabilities, (patches.power() < silence) ? 0 : 1, patches.centre());
                if (heard % PATCHES_A_TURN == 0) {
                    turn.giveWay();
                }
            }
        }
        finally {
            model.giveBack(run);
        }
        return scores.end(patches.total());
    }

}
