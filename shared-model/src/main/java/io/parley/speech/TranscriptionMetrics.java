package io.parley.speech;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * What operators see of one model's transcriptions, tagged with its id. Thread-safe.
 */
public final class TranscriptionMetrics {

    private final Timer run;

    private final DistributionSummary realTimeFactor;

    /**
     * Registers the metrics.
     * @param model a model's id
     */
    public TranscriptionMetrics(MeterRegistry meters, String model) {
        this.run = Timer.builder("parley.transcription.run")
            .description("What the model computed for one request, waiting excluded")
            .tag("model", model)
            .publishPercentileHistogram()
            .register(meters);
        this.realTimeFactor = DistributionSummary.builder("parley.transcription.real.time.factor")
            .description("What the model computed, as a share of the sound's length")
            .tag("model", model)
            .register(meters);
    }

    /**
     * Counts a transcription, unless it fails.
     * @param computed how long the model has computed for the request so far, in ns
     * @param work transcribes, with the model at hand
     */
    public Transcription record(LongSupplier computed, Supplier<Transcription> work) {
        long before = computed.getAsLong();
        Transcription transcription = work.get();
        long nanos = computed.getAsLong() - before;
        this.run.record(nanos, TimeUnit.NANOSECONDS);
        if (transcription.duration().isPositive()) {
            this.realTimeFactor.record((double) nanos / transcription.duration().toNanos());
        }
        return transcription;
    }

}
