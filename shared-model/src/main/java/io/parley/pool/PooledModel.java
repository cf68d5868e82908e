package io.parley.pool;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.parley.concurrent.Cancellation;

/**
 * One model of the pool: its queue, its leases and its loaded form, if any.
 *
 * @param <M> the loaded model
 */
final class PooledModel<M extends LoadedModel> {

    private static final Logger logger = LoggerFactory.getLogger(PooledModel.class);

    private static final long CANCEL_POLL_MILLIS = 20;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final ModelSpec<M> spec;

    private final InferenceRuntime runtime;

    private final int queueLimit;

    private final Duration loadBackOff;

    private final MemoryBudget memory;

    private final Permits slots;

    private final PoolMetrics metrics;

    // guarded by this
    private @Nullable CompletableFuture<M> model;

    private @Nullable FailedLoad failed;

    private int leases;

    private long reserved;

    private boolean closed;

    private volatile long lastUsed = System.nanoTime();

    PooledModel(ModelSpec<M> spec, InferenceRuntime runtime, PoolSettings settings, MemoryBudget memory,
            MeterRegistry meters) {
        this.spec = spec;
        this.runtime = runtime;
        this.queueLimit = settings.queuePerModel();
        this.loadBackOff = settings.loadBackOff();
        this.memory = memory;
        int leases = (spec.leases() > 0) ? spec.leases() : settings.leasesPerModel();
        this.slots = new Permits(leases, settings.scheduling().ofLeases(leases));
        this.metrics = new PoolMetrics(meters, spec.id(), this.slots, this);
    }

    String id() {
        return this.spec.id();
    }

    Lease<M> lease(WorkAccount account, Cancellation cancellation) {
        long start = System.nanoTime();
        Slot slot = takeSlot(account, cancellation);
        try {
            M loaded = hold(cancellation);
            this.metrics.waited(System.nanoTime() - start);
            return new Lease<>(loaded, slot, this::unhold);
        }
        catch (Throwable ex) {
            slot.close();
            throw ex;
        }
    }

    private Slot takeSlot(WorkAccount account, Cancellation cancellation) {
        Permit permit = this.slots.acquire(account, cancellation, this.queueLimit);
        if (permit == null) {
            this.metrics.rejected();
            throw new PoolException.Saturated(
                    "The model '%s' has too many requests waiting; try again shortly.".formatted(id()), RETRY_AFTER);
        }
        return new Slot(this.slots, permit, cancellation);
    }

    /** Counts a lease, so that the model stays, and waits until the model is there. */
    private M hold(Cancellation cancellation) {
        CompletableFuture<M> future;
        synchronized (this) {
            if (this.closed) {
                throw new PoolException.Closed();
            }
            this.leases++;
            future = (this.model != null) ? this.model : recentFailure();
            if (future == null) {
                future = startLoading();
                this.model = future;
            }
        }
        try {
            return await(future, cancellation);
        }
        catch (Throwable ex) {
            unhold();
            throw ex;
        }
    }

    /** A load that failed a moment ago would fail again, and keep its callers waiting. */
    private @Nullable CompletableFuture<M> recentFailure() {
        FailedLoad last = this.failed;
        return (last != null && System.nanoTime() - last.nanos() < this.loadBackOff.toNanos())
                ? CompletableFuture.failedFuture(last.cause()) : null;
    }

    // on a thread of its own: the first caller may go away while others wait for the same
    // load
    private CompletableFuture<M> startLoading() {
        CompletableFuture<M> future = new CompletableFuture<>();
        Thread.ofPlatform().name("load-" + id()).daemon().start(() -> load(future));
        return future;
    }

    private void load(CompletableFuture<M> future) {
        long start = System.nanoTime();
        long expected = 0;
        // one for all first runs, which are not company for one another
        WorkAccount account = WorkAccount.current();
        try {
            this.memory.reserve(id(), this.spec.expectedBytes());
            expected = this.spec.expectedBytes();
            M loaded = ScopedValue.where(WorkAccount.CURRENT, account)
                .call(() -> this.spec.loader().apply(this.runtime));
            loaded.growWithin(new Growth(this.memory, id()));
            long bytes = loaded.residentBytes();
            this.memory.adjust(bytes - expected);
            synchronized (this) {
                this.reserved = bytes;
                this.failed = null;
            }
            long nanos = System.nanoTime() - start;
            this.metrics.loaded(nanos);
            logger.info("loaded {} in {} ms, {} MiB", id(), nanos / 1_000_000, bytes >> 20);
            future.complete(loaded);
        }
        catch (Throwable ex) {
            this.memory.adjust(-expected);
            synchronized (this) {
                this.model = null;
                // room comes and goes, and is waited for
                this.failed = (ex instanceof PoolException.Saturated) ? null : new FailedLoad(ex, System.nanoTime());
            }
            logger.warn("cannot load {}: {}", id(), ex.getMessage());
            logger.debug("cannot load {}", id(), ex);
            future.completeExceptionally(ex);
        }
        finally {
            account.close();
        }
        closeIfUnused();
    }

    private M await(CompletableFuture<M> future, Cancellation cancellation) {
        try {
            while (true) {
                cancellation.check();
                try {
                    return future.get(CANCEL_POLL_MILLIS, TimeUnit.MILLISECONDS);
                }
                catch (TimeoutException ex) {
                    // look at the cancellation again
                }
            }
        }
        catch (InterruptedException ex) {
            throw interrupted();
        }
        catch (ExecutionException ex) {
            Throwable cause = Objects.requireNonNull(ex.getCause());
            if (cause instanceof PoolException.Saturated saturated) {
                throw saturated;
            }
            throw new PoolException.LoadFailed(
                    "The model '%s' cannot be loaded: %s".formatted(id(), cause.getMessage()), cause);
        }
    }

    private static CancellationException interrupted() {
        Thread.currentThread().interrupt();
        return new CancellationException("interrupted while waiting for a model");
    }

    private void unhold() {
        synchronized (this) {
            this.leases--;
            this.lastUsed = System.nanoTime();
        }
        closeIfUnused();
    }

    synchronized boolean isLoaded() {
        return this.model != null && this.model.isDone();
    }

    PoolEntry entry() {
        long resident = residentBytes();
        synchronized (this) {
            boolean loaded = isLoaded();
            return new PoolEntry(loaded, this.model != null && !loaded, resident, this.leases, this.slots.waiting());
        }
    }

    synchronized boolean isEvictable() {
        return isLoaded() && this.leases == 0;
    }

    synchronized int leases() {
        return this.leases;
    }

    long residentBytes() {
        recount();
        synchronized (this) {
            return this.reserved;
        }
    }

    /** Tells the budget what the model has come to take since it was last asked. */
    void recount() {
        long difference;
        synchronized (this) {
            if (this.model == null || !this.model.isDone() || this.model.isCompletedExceptionally()) {
                return;
            }
            long bytes = this.model.join().residentBytes();
            difference = bytes - this.reserved;
            this.reserved = bytes;
        }
        this.memory.adjust(difference);
    }

    long lastUsed() {
        return this.lastUsed;
    }

    boolean idleSince(long before) {
        return this.lastUsed - before < 0 && isEvictable();
    }

    /**
     * Drops the loaded model if nobody holds it. One that cannot free all it has is gone
     * none the less: whoever needs the room is not to fail for it.
     */
    boolean evict() {
        M victim;
        long bytes;
        synchronized (this) {
            if (this.model == null || !isEvictable()) {
                return false;
            }
            victim = this.model.join();
            bytes = this.reserved;
            this.model = null;
            this.reserved = 0;
        }
        try {
            victim.close();
        }
        catch (RuntimeException ex) {
            logger.warn("{} is dropped, not all of it freed", id(), ex);
        }
        finally {
            this.memory.adjust(-bytes);
            this.metrics.evicted();
        }
        logger.info("dropped {}, {} MiB", id(), bytes >> 20);
        return true;
    }

    void close() {
        synchronized (this) {
            this.closed = true;
        }
        closeIfUnused();
    }

    private void closeIfUnused() {
        boolean close;
        synchronized (this) {
            close = this.closed;
        }
        if (close) {
            evict();
        }
    }

    /** What one model may grow by. */
    private record Growth(MemoryBudget memory, String id) implements MemoryAllowance {

        @Override
        public void require() {
            this.memory.admitGrowth(this.id);
        }

        @Override
        public boolean hasRoom() {
            return this.memory.used() <= this.memory.budget();
        }

    }

    /** Why and when a load failed; {@code nanos} of the system's clock. */
    private record FailedLoad(Throwable cause, long nanos) {
    }

}
