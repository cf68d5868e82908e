package io.parley.gateway.routing;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.parley.gateway.config.GatewayProperties;
import org.springframework.stereotype.Component;

/**
 * Ends calls whose service falls silent: before the first byte of its answer, or between
 * two. How long a body takes to arrive, and a whole answer to pass, does not matter.
 */
@Component
final class SilenceWatch implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Set<Call> running = ConcurrentHashMap.newKeySet();

    private final ScheduledExecutorService timer = Executors
        .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("silence-watch").factory());

    private final Duration firstByte;

    private final Duration idle;

    SilenceWatch(GatewayProperties properties) {
        this.firstByte = properties.firstByteTimeout();
        this.idle = properties.idleTimeout();
        this.timer.scheduleAtFixedRate(this::check, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Watches a call.
     * @return to be closed when it has ended
     */
    Watched watch(Call call) {
        this.running.add(call);
        return () -> this.running.remove(call);
    }

    private void check() {
        for (Call call : this.running) {
            if (call.silence().compareTo(call.hasBegunToAnswer() ? this.idle : this.firstByte) > 0) {
                call.timeOut();
            }
        }
    }

    @Override
    public void close() {
        this.timer.shutdownNow();
    }

    /** A call that is watched. */
    @FunctionalInterface
    interface Watched extends AutoCloseable {

        @Override
        void close();

    }

}
