package io.parley.yamnet;

import java.time.Duration;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.catalog.Catalog;
import io.parley.catalog.CatalogEntry;
import io.parley.catalog.PullListener;
import io.parley.concurrent.Cancellation;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelPool;
import io.parley.pool.PoolSettings;
import io.parley.speech.AudioClassifier;
import io.parley.speech.Classification;
import io.parley.speech.ClassificationOptions;
import io.parley.speech.ClassifiedSegmentSink;
import io.parley.speech.LabelSet;
import io.parley.testing.TestModels;

/** The real model in a pool of its own. */
final class TestYamnet implements AutoCloseable {

    static final int RATE = 16_000;

    final InferenceRuntime runtime = new InferenceRuntime(1);

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    final ModelPool pool = new ModelPool(this.runtime,
            new PoolSettings(1L << 30, 1, 1, Duration.ZERO, Duration.ofSeconds(5)), this.meters);

    final AudioClassifier classifier = classifier(new YamnetSettings(-70, Duration.ofMillis(240)));

    final List<String> labels = ((LabelSet.Fixed) this.classifier.labels(Cancellation.never())).labels();

    /** One that is set otherwise. */
    AudioClassifier classifier(YamnetSettings settings) {
        CatalogEntry entry = Catalog.builtIn().entry("yamnet");
        return new YamnetClassifiers(entry, new YamnetLoader(TestModels.store(), PullListener.none()), this.pool,
                settings, this.meters)
            .named("yamnet");
    }

    Classification classify(float[] samples) {
        return classify(samples, ClassificationOptions.DEFAULT, ClassifiedSegmentSink.none());
    }

    Classification classify(float[] samples, ClassificationOptions options, ClassifiedSegmentSink sink) {
        return this.classifier.classify(PcmSource.of(new Pcm(samples, RATE)), options, sink, Cancellation.never());
    }

    @Override
    public void close() {
        this.pool.close();
        this.runtime.close();
    }

}
