package io.parley.live;

import java.time.Duration;

/**
 * Counts of samples at the rate that transcribers hear.
 */
final class Samples {

    /** Samples a second, in Hz. */
    static final int RATE = 16_000;

    private Samples() {
    }

    static int in(Duration time) {
        return Math.toIntExact(time.toNanos() * RATE / 1_000_000_000L);
    }

    static Duration time(long samples) {
        return Duration.ofNanos(samples * 1_000_000_000L / RATE);
    }

}
