package io.parley.accounts.keys;

import org.jspecify.annotations.Nullable;

/**
 * How much a caller may have of each job; null for as much as there is.
 *
 * @param requestsPerMinute that may be begun
 * @param audioSecondsPerDay heard and spoken in a day of UTC
 * @param concurrentStreams requests at a time
 */
public record Limits(@Nullable Integer requestsPerMinute, @Nullable Long audioSecondsPerDay,
        @Nullable Integer concurrentStreams) {

    private static final Limits NONE = new Limits(null, null, null);

    /**
     * Checks.
     * @throws IllegalArgumentException if one is below 1
     */
    public Limits {
        requirePositive("requests_per_minute", requestsPerMinute);
        requirePositive("audio_seconds_per_day", audioSecondsPerDay);
        requirePositive("concurrent_streams", concurrentStreams);
    }

    private static void requirePositive(String name, @Nullable Number value) {
        if (value != null && value.longValue() < 1) {
            throw new IllegalArgumentException("'%s' is a number from 1, or absent.".formatted(name));
        }
    }

    /** No limits. */
    public static Limits none() {
        return NONE;
    }

    /** These, and where there is none, another's. */
    public Limits or(Limits other) {
        return new Limits((this.requestsPerMinute != null) ? this.requestsPerMinute : other.requestsPerMinute,
                (this.audioSecondsPerDay != null) ? this.audioSecondsPerDay : other.audioSecondsPerDay,
                (this.concurrentStreams != null) ? this.concurrentStreams : other.concurrentStreams);
    }

}
