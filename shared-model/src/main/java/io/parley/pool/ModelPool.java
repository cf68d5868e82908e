package io.parley.pool;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.micrometer.core.instrument.MeterRegistry;

import io.parley.concurrent.Cancellation;

/**
 * The models of this process. Each is loaded once, on first use; callers take a
 * {@link Lease}, wait in a bounded queue for it, and are turned away at once when that is
 * full. A model that nobody holds may be dropped, the least recently used first, to make
 * room for another or after idling. Thread-safe.
 */
public final class ModelPool implements AutoCloseable {

    private final InferenceRuntime runtime;

    private final PoolSettings settings;

    private final MeterRegistry meters;

    private final MemoryBudget memory;

    private final ConcurrentMap<String, PooledModel<?>> models = new ConcurrentHashMap<>();

    private final PoolWorkers workers = new PoolWorkers();

    private final ScheduledExecutorService janitor;

    private volatile boolean closed;

    public ModelPool(InferenceRuntime runtime, PoolSettings settings, MeterRegistry meters) {
        this.runtime = runtime;
        this.settings = settings;
        this.meters = meters;
        this.memory = new MemoryBudget(settings.memoryBytes(), settings.loadWait(), this.models::values);
        this.janitor = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("model-pool-janitor").daemon().factory());
        if (settings.idleTimeout().isPositive()) {
            long period = Math.max(1, settings.idleTimeout().toMillis() / 4);
            this.janitor.scheduleWithFixedDelay(this::evictIdle, period, period, TimeUnit.MILLISECONDS);
        }
        meters.gauge("parley.pool.memory.used", this.memory, MemoryBudget::used);
        meters.gauge("parley.pool.memory.budget", settings.memoryBytes());
        meters.gauge("parley.pool.tensors.live", runtime, InferenceRuntime::liveTensors);
        meters.gauge("parley.pool.models.loaded", this.models, (all) -> loaded().size());
    }

    /**
     * Has a model do some work, under a lease and on a thread of the pool: native code
     * would hold on to the carrier of a caller's virtual thread.
     * @param spec the model; the first one given for an id counts
     * @param cancellation ends the wait for the lease; to end the work is the work's own
     * business
     * @param work what to do; its exceptions come out as they are
     * @throws PoolException.Saturated if too many wait already or busy models leave no
     * room
     * @throws PoolException.LoadFailed if it cannot be loaded
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public <M extends LoadedModel, R> R call(ModelSpec<M> spec, Cancellation cancellation, Function<M, R> work) {
        try (Lease<M> lease = lease(spec, cancellation)) {
            return this.workers.call(() -> work.apply(lease.model()), cancellation);
        }
    }

    /**
     * Takes a lease, loading the model first if need be.
     * @param spec the model; the first one given for an id counts
     * @param cancellation ends the wait
     * @throws PoolException.Saturated if too many wait already or busy models leave no
     * room
     * @throws PoolException.LoadFailed if it cannot be loaded
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public <M extends LoadedModel> Lease<M> lease(ModelSpec<M> spec, Cancellation cancellation) {
        if (this.closed) {
            throw new PoolException.Closed();
        }
        return pooled(spec).lease(cancellation);
    }

    /** The ids of the models in memory. */
    public List<String> loaded() {
        return this.models.values().stream().filter(PooledModel::isLoaded).map(PooledModel::id).sorted().toList();
    }

    /**
     * Drops a model from memory unless somebody holds it.
     * @return whether it was dropped
     */
    public boolean evict(String id) {
        PooledModel<?> model = this.models.get(id);
        return model != null && model.evict();
    }

    @SuppressWarnings("unchecked")
    private <M extends LoadedModel> PooledModel<M> pooled(ModelSpec<M> spec) {
        return (PooledModel<M>) this.models.computeIfAbsent(spec.id(),
                (_) -> new PooledModel<>(spec, this.runtime, this.settings, this.memory, this.meters));
    }

    private void evictIdle() {
        long before = System.nanoTime() - this.settings.idleTimeout().toNanos();
        this.models.values().stream().filter((model) -> model.idleSince(before)).forEach(PooledModel::evict);
    }

    /** Takes no more leases and drops every model as soon as nobody holds it. */
    @Override
    public void close() {
        this.closed = true;
        this.janitor.shutdownNow();
        this.models.values().forEach(PooledModel::close);
        this.workers.close();
    }

}
