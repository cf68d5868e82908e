package io.parley.pool;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * The memory that models may take together. Room is made before a model is loaded, by
 * dropping idle models, the least recently used first; a busy model is waited for.
 */
final class MemoryBudget {

    private static final long POLL_MILLIS = 50;

    private static final Duration GROWTH_RETRY = Duration.ofSeconds(30);

    private final long budget;

    private final Duration wait;

    private final Supplier<? extends Collection<PooledModel<?>>> models;

    private long used;

    MemoryBudget(long budget, Duration wait, Supplier<? extends Collection<PooledModel<?>>> models) {
        this.budget = budget;
        this.wait = wait;
        this.models = models;
    }

    long budget() {
        return this.budget;
    }

    /** What is taken now, growth of loaded models included. */
    long used() {
        recount();
        synchronized (this) {
            return this.used;
        }
    }

    private void recount() {
        this.models.get().forEach(PooledModel::recount);
    }

    /**
     * Sets room aside, waiting for it if need be.
     * @throws PoolException.Saturated if it cannot be had in time, or ever
     */
    void reserve(String id, long bytes) {
        if (bytes > this.budget) {
            throw new PoolException.Saturated(
                    "The model '%s' needs %,d MiB and the pool's memory budget is %,d MiB: raise it or choose a smaller model."
                        .formatted(id, bytes >> 20, this.budget >> 20),
                    Duration.ofMinutes(10));
        }
        long deadline = System.nanoTime() + this.wait.toNanos();
        recount();
        while (!tryReserve(bytes)) {
            Optional<PooledModel<?>> victim = leastRecentlyUsed();
            if (victim.isPresent() && victim.get().evict()) {
                continue;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new PoolException.Saturated(
                        "There is no room for the model '%s' while the loaded models are busy.".formatted(id),
                        this.wait);
            }
            pause();
            recount();
        }
    }

    /**
     * Makes room for what a model in use has just counted in addition. Does not wait:
     * whoever grows holds a lease, and two of them would wait for each other.
     * @throws PoolException.Saturated if there is none
     */
    void admitGrowth(String id) {
        while (used() > this.budget) {
            Optional<PooledModel<?>> victim = leastRecentlyUsed();
            if (victim.isEmpty() || !victim.get().evict()) {
                throw new PoolException.Saturated(
                        "There is no memory left for so long a request to the model '%s' beside the others; try again later or shorten it."
                            .formatted(id),
                        GROWTH_RETRY);
            }
        }
    }

    private synchronized boolean tryReserve(long bytes) {
        if (this.used + bytes > this.budget) {
            return false;
        }
        this.used += bytes;
        return true;
    }

    /**
     * Corrects a reservation: by the difference once the size is known, or gives it back.
     */
    synchronized void adjust(long difference) {
        this.used += difference;
    }

    private Optional<PooledModel<?>> leastRecentlyUsed() {
        return this.models.get()
            .stream()
            .filter(PooledModel::isEvictable)
            .min(Comparator.comparingLong(PooledModel::lastUsed));
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for memory");
        }
    }

}
