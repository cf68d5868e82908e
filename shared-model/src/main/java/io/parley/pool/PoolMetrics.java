package io.parley.pool;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/** What operators see of one model of the pool, tagged with its id. */
final class PoolMetrics {

    private final Timer wait;

    private final Timer load;

    private final Counter rejections;

    private final Counter evictions;

    PoolMetrics(MeterRegistry meters, String id, Permits slots, PooledModel<?> model) {
        Tags tags = Tags.of("model", id);
        this.wait = Timer.builder("parley.pool.lease.wait")
            .description("From asking for a lease to holding it, loading included")
            .tags(tags)
            .publishPercentileHistogram()
            .register(meters);
        this.load = Timer.builder("parley.pool.load").description("Loading the model").tags(tags).register(meters);
        this.rejections = Counter.builder("parley.pool.rejections")
            .description("Callers turned away because the queue was full")
            .tags(tags)
            .register(meters);
        this.evictions = Counter.builder("parley.pool.evictions")
            .description("Times the model was dropped from memory")
            .tags(tags)
            .register(meters);
        Gauge.builder("parley.pool.queue", slots, Permits::waiting)
            .description("Callers waiting for a lease, or to get theirs back")
            .tags(tags)
            .register(meters);
        Gauge.builder("parley.pool.leases", model, PooledModel::leases)
            .description("Leases held")
            .tags(tags)
            .register(meters);
        Gauge.builder("parley.pool.resident", model, PooledModel::residentBytes)
            .description("Memory the loaded model keeps")
            .baseUnit("bytes")
            .tags(tags)
            .register(meters);
    }

    void waited(long nanos) {
        this.wait.record(nanos, TimeUnit.NANOSECONDS);
    }

    void loaded(long nanos) {
        this.load.record(nanos, TimeUnit.NANOSECONDS);
    }

    void rejected() {
        this.rejections.increment();
    }

    void evicted() {
        this.evictions.increment();
    }

}
