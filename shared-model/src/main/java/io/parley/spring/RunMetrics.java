package io.parley.spring;

import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Reads from the metrics how often a model has worked, and how fast. */
final class RunMetrics {

    private static final List<String> JOBS = List.of("transcription", "speech", "classification", "voice.activity",
            "text");

    private final MeterRegistry meters;

    RunMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Requests that a model has worked for. */
    long runs(String model) {
        return JOBS.stream()
            .map((job) -> this.meters.find("parley." + job + ".run").tag("model", model).timers())
            .flatMap(Collection::stream)
            .mapToLong(Timer::count)
            .sum();
    }

    /**
     * Seconds of work for a second of sound, the mean of all runs.
     * @return null if there was no sound yet
     */
    @Nullable Double realTimeFactor(String model) {
        List<DistributionSummary> factors = JOBS.stream()
            .map((job) -> this.meters.find("parley." + job + ".real.time.factor").tag("model", model).summaries())
            .flatMap(Collection::stream)
            .toList();
        long count = factors.stream().mapToLong(DistributionSummary::count).sum();
        return (count == 0) ? null : factors.stream().mapToDouble(DistributionSummary::totalAmount).sum() / count;
    }

}
