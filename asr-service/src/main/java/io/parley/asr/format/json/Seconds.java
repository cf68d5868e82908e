package io.parley.asr.format.json;

import java.time.Duration;

/** Times as the API gives them. */
final class Seconds {

    private Seconds() {
    }

    /** A time in seconds, to the millisecond. */
    static double of(Duration time) {
        return Math.round(time.toNanos() / 1e6) / 1000.0;
    }

}
