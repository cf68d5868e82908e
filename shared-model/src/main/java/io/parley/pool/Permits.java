package io.parley.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;

import io.parley.concurrent.Cancellation;

/**
 * Permits given out in the order of a {@link Discipline}, to callers who may go away
 * while they wait. (A semaphore knows only the order of arrival, and one that is asked
 * again and again with a time-out sends its callers back to the end of the line.)
 * Thread-safe.
 */
final class Permits {

    private final Discipline discipline;

    /** Those who wait, in the order of their arrival. */
    private final List<Permit> line = new ArrayList<>();

    private int free;

    Permits(int permits, Discipline discipline) {
        this.free = permits;
        this.discipline = discipline;
    }

    /** How many wait. */
    synchronized int waiting() {
        return this.line.size();
    }

    /**
     * Takes a permit, waiting for it if need be.
     * @return to be released
     * @throws CancellationException if cancelled or interrupted; no permit is held then
     */
    Permit acquire(WorkAccount account, Cancellation cancellation) {
        cancellation.check();
        Permit permit = new Permit(account);
        synchronized (this) {
            this.line.add(permit);
            serve();
        }
        return await(permit, cancellation);
    }

    /**
     * Takes a permit unless too many wait for one.
     * @param mostWaiting so many others may stand in line
     * @return to be released; null at once if the line is too long
     * @throws CancellationException if cancelled or interrupted; no permit is held then
     */
    @Nullable Permit acquire(WorkAccount account, Cancellation cancellation, int mostWaiting) {
        cancellation.check();
        Permit permit = new Permit(account);
        synchronized (this) {
            this.line.add(permit);
            serve();
            if (!permit.granted().isDone() && this.line.size() > mostWaiting) {
                this.line.remove(permit);
                return null;
            }
        }
        return await(permit, cancellation);
    }

    /**
     * Goes back to the end of the line with a permit if it is somebody else's turn, and
     * returns when it is granted anew. The line may grow beyond its bound by that.
     * @param held is released if so
     * @return to be released in its place; the same if it may be kept
     * @throws CancellationException if cancelled or interrupted; no permit is held then
     */
    Permit giveWay(Permit held, Cancellation cancellation) {
        Permit next = new Permit(held.account());
        synchronized (this) {
            if (!this.discipline.ends(held, this.line)) {
                return held;
            }
            this.line.add(next);
            release(held);
        }
        return await(next, cancellation);
    }

    private Permit await(Permit permit, Cancellation cancellation) {
        try (Cancellation.Registration _ = cancellation.onCancel(() -> leave(permit))) {
            permit.granted().get();
            return permit;
        }
        catch (InterruptedException ex) {
            if (!leave(permit)) {
                release(permit);
            }
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting");
        }
        catch (ExecutionException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** Gives the place up, unless the permit has come already. */
    private synchronized boolean leave(Permit permit) {
        return this.line.remove(permit) && permit.granted().cancel(false);
    }

    /** Gives a permit back. */
    synchronized void release(Permit permit) {
        this.discipline.released(permit);
        this.free++;
        serve();
    }

    private void serve() {
        while (this.free > 0) {
            Permit next = this.discipline.next(this.line);
            if (next == null) {
                return;
            }
            this.line.remove(next);
            this.free--;
            next.granted().complete(null);
        }
    }

}
