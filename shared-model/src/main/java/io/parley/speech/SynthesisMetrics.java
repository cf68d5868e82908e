package io.parley.speech;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * What operators see of one model's speech, tagged with its id. Thread-safe.
 */
public final class SynthesisMetrics {

    private final Timer firstAudio;

    private final Timer run;

    private final DistributionSummary realTimeFactor;

    /**
     * Registers the metrics.
     * @param model a model's id
     */
    public SynthesisMetrics(MeterRegistry meters, String model) {
        this.firstAudio = Timer.builder("parley.speech.first.audio")
            .description("From a request for speech to its first sound, waiting included")
            .tag("model", model)
            .publishPercentileHistogram()
            .register(meters);
        this.run = Timer.builder("parley.speech.run")
            .description("Making the sound of one request, waiting and sending excluded")
            .tag("model", model)
            .publishPercentileHistogram()
            .register(meters);
        this.realTimeFactor = DistributionSummary.builder("parley.speech.real.time.factor")
            .description("Time to make speech, as a share of its length")
            .tag("model", model)
            .register(meters);
    }

    /** Counts the first sound of a request. */
    public void firstAudio(Duration sinceRequest) {
        this.firstAudio.record(sinceRequest);
    }

    /**
     * Counts a text that was spoken to its end.
     * @param nanos that making it took
     * @param sound how long it lasts
     */
    public void spoken(long nanos, Duration sound) {
        this.run.record(nanos, TimeUnit.NANOSECONDS);
        if (sound.isPositive()) {
            this.realTimeFactor.record((double) nanos / sound.toNanos());
        }
    }

}
