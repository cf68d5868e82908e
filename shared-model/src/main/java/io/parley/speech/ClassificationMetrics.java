package io.parley.speech;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * What operators see of one model's classifications, tagged with its id. Thread-safe.
 */
public final class ClassificationMetrics {

    private final Timer run;

    private final DistributionSummary realTimeFactor;

    /**
     * Registers the metrics.
     * @param model a model's id
     */
    public ClassificationMetrics(MeterRegistry meters, String model) {
        this.run = Timer.builder("parley.classification.run")
            .description("Classifying one sound, waiting excluded")
            .tag("model", model)
            .publishPercentileHistogram()
            .register(meters);
        this.realTimeFactor = DistributionSummary.builder("parley.classification.real.time.factor")
            .description("Time to classify, as a share of the sound's length")
            .tag("model", model)
            .register(meters);
    }

    /**
     * Counts a classification, unless it fails.
     * @param work classifies, with the model at hand
     */
    public Classification record(Supplier<Classification> work) {
        long start = System.nanoTime();
        Classification classification = work.get();
        long nanos = System.nanoTime() - start;
        this.run.record(nanos, TimeUnit.NANOSECONDS);
        if (classification.duration().isPositive()) {
            this.realTimeFactor.record((double) nanos / classification.duration().toNanos());
        }
        return classification;
    }

}
