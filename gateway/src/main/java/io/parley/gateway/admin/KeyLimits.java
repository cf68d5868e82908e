package io.parley.gateway.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.parley.accounts.keys.Limits;
import org.jspecify.annotations.Nullable;

/** How much of each job a key may have; null for as much as the server gives. */
record KeyLimits(@JsonProperty("requests_per_minute") @Nullable Integer requestsPerMinute,
        @JsonProperty("audio_seconds_per_day") @Nullable Long audioSecondsPerDay,
        @JsonProperty("concurrent_streams") @Nullable Integer concurrentStreams) {

    static KeyLimits of(Limits limits) {
        return new KeyLimits(limits.requestsPerMinute(), limits.audioSecondsPerDay(), limits.concurrentStreams());
    }

    Limits limits() {
        return new Limits(this.requestsPerMinute, this.audioSecondsPerDay, this.concurrentStreams);
    }

}
