package io.parley.gateway.limits;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.caffeine.Bucket4jCaffeine;

/** Counts in this process's memory. */
final class LocalCounters implements Counters {

    private static final int MOST_BUCKETS = 100_000;

    private final Rates rates = new Rates(
            Bucket4jCaffeine.<String>builderFor(Caffeine.newBuilder().maximumSize(MOST_BUCKETS))
                .expirationAfterWrite(Rates.forgotten())
                .build());

    private final ConcurrentMap<String, Set<String>> open = new ConcurrentHashMap<>();

    @Override
    public Taken take(String name, int perMinute) {
        return this.rates.take(name, perMinute);
    }

    @Override
    public boolean open(String name, String stream, int most) {
        Set<String> streams = this.open.compute(name, (_, before) -> {
            Set<String> now = (before != null) ? before : ConcurrentHashMap.newKeySet();
            if (now.size() < most) {
                now.add(stream);
            }
            return now;
        });
        return streams.contains(stream);
    }

    @Override
    public void close(String name, String stream) {
        this.open.computeIfPresent(name, (_, streams) -> {
            streams.remove(stream);
            return streams.isEmpty() ? null : streams;
        });
    }

    @Override
    public void close() {
        // memory frees itself
    }

}
