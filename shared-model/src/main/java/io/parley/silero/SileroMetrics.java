package io.parley.silero;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** What operators see of voice activity, tagged with the model's id. */
final class SileroMetrics {

    private static final double FRAME_NANOS = SileroFrames.FRAME * 1e9 / SileroVoiceActivityDetector.SAMPLE_RATE;

    private final Timer run;

    private final DistributionSummary realTimeFactor;

    SileroMetrics(MeterRegistry meters, String model) {
        this.run = Timer.builder("parley.voice.activity.run")
            .description("Listening to one sound for speech, from first to last frame, without waiting for sound")
            .tag("model", model)
            .publishPercentileHistogram()
            .register(meters);
        this.realTimeFactor = DistributionSummary.builder("parley.voice.activity.real.time.factor")
            .description("Time to listen for speech, as a share of the sound's length")
            .tag("model", model)
            .register(meters);
    }

    /** A sound was heard to its end. */
    void heard(long frames, long nanos) {
        if (frames > 0) {
            this.run.record(nanos, TimeUnit.NANOSECONDS);
            this.realTimeFactor.record(nanos / (frames * FRAME_NANOS));
        }
    }

}
