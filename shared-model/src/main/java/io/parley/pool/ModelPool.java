package io.parley.pool;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.parley.concurrent.Cancellation;

/**
 * The models of this process. Each is loaded once, on first use; callers take a
 * {@link Lease}, wait in a bounded queue for it, and are turned away at once when that is
 * full. A model that nobody holds may be dropped, the least recently used first, to make
 * room for another or after idling. Thread-safe.
 */
public final class ModelPool implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(ModelPool.class);

    /** Until then a call waits. */
    private static final Observation.Event LEASED = Observation.Event.of("leased");

    private final InferenceRuntime runtime;

    private final PoolSettings settings;

    private final MeterRegistry meters;

    private final ObservationRegistry observations;

    private final MemoryBudget memory;

    private final ConcurrentMap<String, PooledModel<?>> models = new ConcurrentHashMap<>();

    private final Set<Call> calls = ConcurrentHashMap.newKeySet();

    private final PoolWorkers workers = new PoolWorkers();

    private final ScheduledExecutorService janitor;

    private volatile boolean closed;

    /** A pool whose calls nobody traces. */
    public ModelPool(InferenceRuntime runtime, PoolSettings settings, MeterRegistry meters) {
        this(runtime, settings, meters, ObservationRegistry.NOOP);
    }

    /** A pool that loads nothing yet. */
    public ModelPool(InferenceRuntime runtime, PoolSettings settings, MeterRegistry meters,
            ObservationRegistry observations) {
        this.observations = observations;
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
        meters.gauge("parley.pool.memory.budget", this.memory, MemoryBudget::budget);
        meters.gauge("parley.pool.tensors.live", runtime, InferenceRuntime::liveTensors);
        meters.gauge("parley.pool.runs.waiting", runtime, InferenceRuntime::waitingRuns);
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
        return call(spec, WorkSize.ORDINARY, cancellation, (model, _) -> work.apply(model));
    }

    /**
     * Has a model do work that may be long, as
     * {@link #call(ModelSpec, Cancellation, Function)} does.
     * @param size what is known of it before
     * @param work what to do, giving way to others between its pieces; its exceptions
     * come out as they are
     */
    public <M extends LoadedModel, R> R call(ModelSpec<M> spec, WorkSize size, Cancellation cancellation,
            BiFunction<M, Turn, R> work) {
        // one that is called within another belongs to the same request
        WorkAccount account = WorkAccount.current(size);
        Call call = new Call(cancellation);
        this.calls.add(call);
        Observation observation = Observation.start("parley.pool.call", this.observations)
            .lowCardinalityKeyValue("model", spec.id());
        try (Observation.Scope _ = observation.openScope(); Lease<M> lease = lease(spec, account, cancellation)) {
            observation.event(LEASED);
            Turn turn = new CallTurn(lease, account, this.workers);
            return this.workers.call(() -> ScopedValue.where(WorkAccount.CURRENT, account)
                .call(() -> observation.scoped(() -> work.apply(lease.model(), turn))), cancellation);
        }
        catch (Throwable ex) {
            observation.error(ex);
            throw ex;
        }
        finally {
            observation.stop();
            this.calls.remove(call);
            if (!WorkAccount.CURRENT.isBound()) {
                account.close();
            }
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
        Call call = new Call(cancellation);
        this.calls.add(call);
        try {
            return lease(spec, WorkAccount.current(), cancellation);
        }
        finally {
            this.calls.remove(call);
        }
    }

    private <M extends LoadedModel> Lease<M> lease(ModelSpec<M> spec, WorkAccount account, Cancellation cancellation) {
        if (this.closed) {
            throw new PoolException.Closed();
        }
        return pooled(spec).lease(account, cancellation);
    }

    /** The ids of the models in memory. */
    public List<String> loaded() {
        return this.models.values().stream().filter(PooledModel::isLoaded).map(PooledModel::id).sorted().toList();
    }

    /**
     * How a model is; empty if nobody has asked for it yet.
     */
    public Optional<PoolEntry> entry(String id) {
        return Optional.ofNullable(this.models.get(id)).map(PooledModel::entry);
    }

    /**
     * What loaded models take, growth included.
     * @return bytes
     */
    public long memoryUsed() {
        return this.memory.used();
    }

    /**
     * What they may take together.
     * @return bytes
     */
    public long memoryBudget() {
        return this.memory.budget();
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
        PooledModel<M> model = (PooledModel<M>) this.models.computeIfAbsent(spec.id(),
                (_) -> new PooledModel<>(spec, this.runtime, this.settings, this.memory, this.meters));
        if (this.closed) {
            // closed while this one was made
            model.close();
        }
        return model;
    }

    private void evictIdle() {
        long before = System.nanoTime() - this.settings.idleTimeout().toNanos();
        this.models.values().stream().filter((model) -> model.idleSince(before)).forEach(this::evictQuietly);
    }

    private void evictQuietly(PooledModel<?> model) {
        try {
            model.evict();
        }
        catch (Throwable ex) {
            // whatever came out of here would end the janitor's rounds
            logger.warn("{} is dropped, not all of it freed", model.id(), ex);
        }
    }

    /**
     * Takes no more leases, cancels the calls that are under way, and drops every model
     * as soon as nobody holds it.
     */
    @Override
    public void close() {
        this.closed = true;
        this.calls.forEach(Call::cancel);
        this.janitor.shutdownNow();
        this.models.values().forEach(PooledModel::close);
        this.workers.close();
    }

    /** Whoever works or waits; several may be of one request. */
    private static final class Call {

        private final Cancellation cancellation;

        Call(Cancellation cancellation) {
            this.cancellation = cancellation;
        }

        void cancel() {
            this.cancellation.cancel();
        }

    }

}
