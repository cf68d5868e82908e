package io.parley.gateway.admin;

import java.time.LocalDate;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.parley.accounts.usage.UsageTotal;

/**
 * What a caller used of a model in a day.
 *
 * @param object always "usage"
 * @param day in UTC
 * @param caller a key, as "key:ID", or a token's subject, as "token:SUBJECT"
 * @param job by its scope
 * @param model that did it
 * @param requests how many
 * @param audioSecondsIn that were heard
 * @param audioSecondsOut that were spoken
 * @param characters of text that were read
 * @param tokensIn that the model read, by its own count
 * @param tokensOut that the model made
 */
record UsageEntry(String object, LocalDate day, String caller, String job, String model, long requests,
        @JsonProperty("audio_seconds_in") double audioSecondsIn,
        @JsonProperty("audio_seconds_out") double audioSecondsOut, long characters,
        @JsonProperty("tokens_in") long tokensIn, @JsonProperty("tokens_out") long tokensOut) {

    static UsageEntry of(UsageTotal total) {
        return new UsageEntry("usage", total.day(), total.caller(), total.job(), total.model(), total.requests(),
                milli(total.usage().audioSecondsIn()), milli(total.usage().audioSecondsOut()),
                total.usage().characters(), total.usage().tokensIn(), total.usage().tokensOut());
    }

    private static double milli(double seconds) {
        return Math.round(seconds * 1e3) / 1e3;
    }

}
