package io.parley.gateway.limits;

import java.time.Duration;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;

/** Requests a minute, by token buckets: a whole minute's at once, refilled evenly. */
final class Rates {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ProxyManager<String> buckets;

    Rates(ProxyManager<String> buckets) {
        this.buckets = buckets;
    }

    /** Buckets that are full again are forgotten. */
    static ExpirationAfterWriteStrategy forgotten() {
        return ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(MINUTE);
    }

    Taken take(String name, int perMinute) {
        // by the limit, too: another limit is another bucket
        ConsumptionProbe probe = this.buckets
            .getProxy("%s:%d".formatted(name, perMinute), () -> configuration(perMinute))
            .tryConsumeAndReturnRemaining(1);
        return new Taken(probe.isConsumed(), probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForRefill()), Duration.ofNanos(probe.getNanosToWaitForReset()));
    }

    private static BucketConfiguration configuration(int perMinute) {
        return BucketConfiguration.builder()
            .addLimit((limit) -> limit.capacity(perMinute).refillGreedy(perMinute, MINUTE))
            .build();
    }

}
