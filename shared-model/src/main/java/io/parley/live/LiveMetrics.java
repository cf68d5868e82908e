package io.parley.live;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * What live transcripts with one model are measured by.
 */
final class LiveMetrics {

    private final Timer delay;

    private final Timer run;

    LiveMetrics(MeterRegistry meters, String model) {
        this.delay = Timer.builder("parley.live.delay")
            .description("From when the end of a word came in until the word was final")
            .tag("model", model)
            .publishPercentileHistogram()
            .register(meters);
        this.run = Timer.builder("parley.live.run")
            .description("Transcribing the unfinished end of the sound once, waiting included")
            .tag("model", model)
            .register(meters);
    }

    void settled(long nanos) {
        this.delay.record(nanos, TimeUnit.NANOSECONDS);
    }

    void transcribed(long nanos) {
        this.run.record(nanos, TimeUnit.NANOSECONDS);
    }

}
