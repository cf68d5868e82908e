package io.parley.pool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;

import io.parley.concurrent.Cancellation;
import io.parley.concurrent.Requester;

/**
 * Permits given out in the order of a {@link Discipline}, to callers who may go away
 * while they wait. (A semaphore knows only the order of arrival, and one that is asked
 * again and again with a time-out sends its callers back to the end of the line.)
 * Thread-safe.
 */
final class Permits {

    private final Sharing sharing;

    private final Discipline discipline;

    /** Those who wait, in the order of their arrival. */
    private final List<Permit> line = new ArrayList<>();

    /** Whose turn it is as soon as as many permits are free as it wants; in the line. */
    private @Nullable Permit next;

    private int free;

    /** Permits for one each. */
    Permits(int permits, Discipline discipline) {
        this(permits, discipline, new Sharing(permits, false));
    }

    /**
     * Makes permits.
     * @param sharing who gets one of them, who all
     */
    Permits(int permits, Discipline discipline, Sharing sharing) {
        this.free = permits;
        this.discipline = discipline;
        this.sharing = sharing;
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
    Permit acquire(WorkAccount account, Demand demand, Cancellation cancellation) {
        return Objects.requireNonNull(acquire(new Permit(account, demand), cancellation, Integer.MAX_VALUE));
    }

    /**
     * Takes a permit for one unless too many wait for one. If the line is full it is the
     * requester with most places in it who loses the last of them.
     * @param mostWaiting so many others may stand in line
     * @return to be released; null if the line is too long, or has become so since
     * @throws CancellationException if cancelled or interrupted; no permit is held then
     */
    @Nullable Permit acquire(WorkAccount account, Cancellation cancellation, int mostWaiting) {
        return acquire(new Permit(account, Demand.ONE), cancellation, mostWaiting);
    }

    private @Nullable Permit acquire(Permit permit, Cancellation cancellation, int mostWaiting) {
        cancellation.check();
        synchronized (this) {
            this.line.add(permit);
            serve();
            if (!permit.granted().isDone() && this.line.size() > mostWaiting) {
                Permit refused = lastOfMostDemanding(permit);
                this.line.remove(refused);
                refused.granted().complete(false);
            }
        }
        return await(permit, cancellation) ? permit : null;
    }

    /**
     * Whose place is given up for a newcomer: the last place of the requester who has
     * most of those that have only waited, if that is more than the newcomer's own has;
     * else the newcomer's.
     */
    private Permit lastOfMostDemanding(Permit newcomer) {
        Map<Requester, Integer> places = new HashMap<>();
        this.line.stream()
            .filter(Permit::hasOnlyWaited)
            .forEach((permit) -> places.merge(permit.requester(), 1, Integer::sum));
        Permit refused = newcomer;
        int most = places.getOrDefault(newcomer.requester(), 0);
        for (Permit permit : this.line.reversed()) {
            int count = places.getOrDefault(permit.requester(), 0);
            if (permit.hasOnlyWaited() && count > most) {
                most = count;
                refused = permit;
            }
        }
        return refused;
    }

    /**
     * Goes back to the end of the line with a permit if it is somebody else's turn, and
     * returns when it is granted anew. The line may grow beyond its bound by that. One
     * that is kept may have become wider or narrower.
     * @param held is released if so
     * @return to be released in its place; the same if it may be kept
     * @throws CancellationException if cancelled or interrupted; no permit is held then
     */
    Permit giveWay(Permit held, Cancellation cancellation) {
        Permit next;
        synchronized (this) {
            if (!ends(held) && fit(held)) {
                return held;
            }
            next = new Permit(held.account(), held.demand());
            this.line.add(next);
            release(held);
        }
        await(next, cancellation);
        return next;
    }

    /** Whether others would go first if this one gave way now. */
    synchronized boolean isOver(Permit held) {
        return !this.line.isEmpty() && ends(held);
    }

    private boolean ends(Permit held) {
        return this.discipline.ends(held, this.line) || isInTheWay(held);
    }

    /** Has everybody take turns for all permits for a while. */
    synchronized void takeTurns() {
        this.sharing.pause();
    }

    /** Whether somebody waits who wants less than one who keeps a permit for long. */
    private boolean isInTheWay(Permit held) {
        return held.demand() == Demand.ALL_OR_ONE_FOR_LONG && held.used() > 0
                && this.line.stream().anyMatch((permit) -> permit.demand() != Demand.ALL_OR_ONE_FOR_LONG);
    }

    /**
     * Makes a permit as wide as it is to be.
     * @return false if others have to go first
     */
    private boolean fit(Permit held) {
        int more = this.sharing.width(held, this.line) - held.width();
        if (more > 0 && !this.line.isEmpty()) {
            return held.used() == 0;
        }
        if (more <= this.free) {
            this.free -= more;
            held.resize(held.width() + more);
            serve();
        }
        return true;
    }

    private boolean await(Permit permit, Cancellation cancellation) {
        try (Cancellation.Registration _ = cancellation.onCancel(() -> leave(permit))) {
            return permit.granted().get();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            if (!leave(permit) && permit.granted().join()) {
                release(permit);
            }
            throw new CancellationException("interrupted while waiting");
        }
        catch (ExecutionException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** Gives the place up, unless the permit has come already. */
    private synchronized boolean leave(Permit permit) {
        if (!this.line.remove(permit)) {
            return false;
        }
        permit.granted().cancel(false);
        if (permit == this.next) {
            this.next = null;
            this.discipline.released(permit);
            serve();
        }
        return true;
    }

    /** Gives a permit back. */
    synchronized void release(Permit permit) {
        this.discipline.released(permit);
        this.sharing.released(permit);
        this.free += permit.width();
        serve();
    }

    /** Nobody goes past one whose turn has come and who waits for all to be free. */
    private void serve() {
        while (this.free > 0) {
            Permit turn = (this.next != null) ? this.next : this.discipline.next(this.line);
            this.next = turn;
            if (turn == null) {
                return;
            }
            int width = this.sharing.width(turn, this.line);
            if (width > this.free && this.sharing.isShared() && turn.demand().shares()) {
                // one now rather than all later
                width = 1;
            }
            if (width > this.free) {
                return;
            }
            this.next = null;
            this.line.remove(turn);
            this.free -= width;
            turn.resize(width);
            this.sharing.granted(turn);
            turn.granted().complete(true);
        }
    }

}
