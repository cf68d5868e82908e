package io.parley.gateway.limits;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;

import io.parley.accounts.keys.Limits;
import io.parley.accounts.keys.Scope;
import io.parley.accounts.usage.UsageRows;
import io.parley.gateway.access.Caller;
import io.parley.web.error.Failure;
import io.parley.web.error.FailureException;
import jakarta.servlet.http.HttpServletResponse;

/** Has callers keep to their limits. */
public final class Limiter {

    private final LimitsProperties defaults;

    private final Counters counters;

    private final UsageRows usage;

    private final Clock clock;

    Limiter(LimitsProperties defaults, Counters counters, UsageRows usage, Clock clock) {
        this.defaults = defaults;
        this.counters = counters;
        this.usage = usage;
        this.clock = clock;
    }

    /**
     * Lets a request begin, and tells its caller in headers how many more may.
     * @param caller whose it is
     * @param job that it asks for
     * @param response to it
     * @return to be closed when the request has ended
     * @throws FailureException if it would be above a limit: 429
     */
    public Running begin(Caller caller, Scope job, HttpServletResponse response) {
        if (!caller.isKnown()) {
            return Running.UNCOUNTED;
        }
        Limits limits = caller.limits().or(this.defaults.of(job));
        String name = "%s:%s".formatted(job.word(), caller.id());
        if (limits.requestsPerMinute() != null) {
            take(name, job, limits.requestsPerMinute(), response);
        }
        if (limits.audioSecondsPerDay() != null) {
            requireSecondsLeft(caller, job, limits.audioSecondsPerDay());
        }
        return (limits.concurrentStreams() != null) ? open(name, job, limits.concurrentStreams()) : Running.UNCOUNTED;
    }

    private void take(String name, Scope job, int perMinute, HttpServletResponse response) {
        Taken taken = this.counters.take(name, perMinute);
        RateHeaders.write(perMinute, taken, response);
        if (!taken.granted()) {
            throw exceeded("This key may begin %d requests a minute to %s.".formatted(perMinute, job.word()),
                    taken.untilNext());
        }
    }

    /** By what is written down: the request that goes above the limit is the last. */
    private void requireSecondsLeft(Caller caller, Scope job, long seconds) {
        Instant now = this.clock.instant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        if (this.usage.audioSeconds(caller.id(), job, today) < seconds) {
            return;
        }
        Duration untilTomorrow = Duration.between(now, today.plusDays(1).atStartOfDay(ZoneOffset.UTC));
        throw new FailureException(Failure
            .tooMany("This key has used its %d seconds of sound for today to %s.".formatted(seconds, job.word()),
                    "insufficient_quota", untilTomorrow)
            .withHeader("x-should-retry", "false"));
    }

    private Running open(String name, Scope job, int most) {
        String stream = UUID.randomUUID().toString();
        if (!this.counters.open(name, stream, most)) {
            throw exceeded("This key may have %d requests at a time to %s.".formatted(most, job.word()),
                    Duration.ofSeconds(1));
        }
        return () -> this.counters.close(name, stream);
    }

    private static FailureException exceeded(String message, Duration wait) {
        return new FailureException(Failure.tooMany(message, "rate_limit_exceeded", wait));
    }

    /** A request that has begun. */
    @FunctionalInterface
    public interface Running extends AutoCloseable {

        /** One that no limit counts. */
        Running UNCOUNTED = () -> {
        };

        @Override
        void close();

    }

}
