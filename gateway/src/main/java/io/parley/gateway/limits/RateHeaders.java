package io.parley.gateway.limits;

import java.time.Duration;

import jakarta.servlet.http.HttpServletResponse;

/** The headers of OpenAI's that say how many more requests may be begun. */
final class RateHeaders {

    private RateHeaders() {
    }

    static void write(int perMinute, Taken taken, HttpServletResponse response) {
        response.setHeader("x-ratelimit-limit-requests", Integer.toString(perMinute));
        response.setHeader("x-ratelimit-remaining-requests", Long.toString(taken.remaining()));
        response.setHeader("x-ratelimit-reset-requests", words(taken.reset()));
    }

    /** As OpenAI writes times: {@code 120ms}, {@code 1.5s}, {@code 1m0s}. */
    static String words(Duration time) {
        long millis = time.toMillis();
        if (millis < 1000) {
            return millis + "ms";
        }
        if (millis < 60_000) {
            return (millis % 1000 == 0) ? (millis / 1000) + "s" : "%s.%03ds".formatted(millis / 1000, millis % 1000);
        }
        return "%dm%ds".formatted(millis / 60_000, millis / 1000 % 60);
    }

}
