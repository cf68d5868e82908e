package io.parley.pool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.parley.concurrent.Cancellation;

/**
 * Permits given out first come, first served, to callers who may go away while they wait.
 * (A fair semaphore with a time-out, asked again and again, sends its callers back to the
 * end of the line.) Thread-safe.
 */
final class FairPermits {

    private final Deque<CompletableFuture<Void>> line = new ArrayDeque<>();

    private int free;

    FairPermits(int permits) {
        this.free = permits;
    }

    /** How many wait. */
    synchronized int waiting() {
        return this.line.size();
    }

    /**
     * Takes a permit, waiting for it if need be.
     * @throws CancellationException if cancelled or interrupted; no permit is held then
     */
    void acquire(Cancellation cancellation) {
        acquire(cancellation, Integer.MAX_VALUE);
    }

    /**
     * Takes a permit unless too many wait for one.
     * @param mostWaiting so many others may stand in line
     * @return whether a permit was taken; false at once if the line is too long
     * @throws CancellationException if cancelled or interrupted; no permit is held then
     */
    boolean acquire(Cancellation cancellation, int mostWaiting) {
        cancellation.check();
        CompletableFuture<Void> place;
        synchronized (this) {
            if (this.free > 0) {
                this.free--;
                return true;
            }
            if (this.line.size() >= mostWaiting) {
                return false;
            }
            place = new CompletableFuture<>();
            this.line.add(place);
        }
        await(place, cancellation);
        return true;
    }

    private void await(CompletableFuture<Void> place, Cancellation cancellation) {
        try (Cancellation.Registration _ = cancellation.onCancel(() -> leave(place))) {
            place.get();
        }
        catch (InterruptedException ex) {
            if (!leave(place)) {
                release();
            }
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting");
        }
        catch (ExecutionException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** Gives the place up, unless the permit has come already. */
    private boolean leave(CompletableFuture<Void> place) {
        synchronized (this) {
            this.line.remove(place);
        }
        return place.cancel(false);
    }

    /** Gives a permit back: to the first in line, if there is one. */
    void release() {
        CompletableFuture<Void> next;
        do {
            synchronized (this) {
                next = this.line.poll();
                if (next == null) {
                    this.free++;
                    return;
                }
            }
        }
        while (!next.complete(null));
    }

}
