package io.parley.gateway.limits;

import java.time.Duration;
import java.util.function.Function;

import io.github.bucket4j.TimeoutException;
import io.lettuce.core.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts together with other gateways, and while that is not possible, alone: limits then
 * are each gateway's own, and no request waits or fails for it.
 */
final class FallbackCounters implements Counters {

    private static final Logger log = LoggerFactory.getLogger(FallbackCounters.class);

    /** Before a failed one is asked again: most requests should not wait for it. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Counters shared;

    private final Counters alone;

    private volatile long askAgain = System.nanoTime();

    private volatile boolean failed;

    FallbackCounters(Counters shared, Counters alone) {
        this.shared = shared;
        this.alone = alone;
    }

    @Override
    public Taken take(String name, int perMinute) {
        return either((counters) -> counters.take(name, perMinute));
    }

    @Override
    public boolean open(String name, String stream, int most) {
        return either((counters) -> counters.open(name, stream, most));
    }

    @Override
    public void close(String name, String stream) {
        // wherever it was opened
        this.alone.close(name, stream);
        either((counters) -> {
            if (counters == this.shared) {
                counters.close(name, stream);
            }
            return stream;
        });
    }

    private <T> T either(Function<Counters, T> work) {
        if (System.nanoTime() - this.askAgain >= 0) {
            try {
                T result = work.apply(this.shared);
                if (this.failed) {
                    this.failed = false;
                    log.warn("Redis answers again: limits hold for all gateways together");
                }
                return result;
            }
            catch (RedisException | TimeoutException ex) {
                this.askAgain = System.nanoTime() + PAUSE.toNanos();
                if (!this.failed) {
                    this.failed = true;
                    log.warn("Redis does not answer: limits hold for each gateway alone until it does ({})",
                            ex.getMessage());
                }
            }
        }
        return work.apply(this.alone);
    }

    @Override
    public void close() {
        this.shared.close();
        this.alone.close();
    }

}
