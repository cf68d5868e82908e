package io.parley.chat.realtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import io.parley.concurrent.Cancellation;

/**
 * Says whether what was begun ahead of time is wanted by now. Until then nothing of it is
 * shown; what is not wanted is cancelled. Thread-safe.
 */
final class Wanted {

    private final List<Runnable> waiting = new ArrayList<>();

    private boolean given;

    /** Says so, and does what waits for it. */
    synchronized void give() {
        this.given = true;
        this.waiting.forEach(Runnable::run);
        this.waiting.clear();
        notifyAll();
    }

    /** Does something when it is wanted, after what was asked before. */
    synchronized void then(Runnable work) {
        if (this.given) {
            work.run();
        }
        else {
            this.waiting.add(work);
        }
    }

    /**
     * Waits until it is wanted.
     * @throws CancellationException if it is not
     */
    void await(Cancellation cancellation) {
        try (Cancellation.Registration _ = cancellation.onCancel(this::wake)) {
            awaitGiven(cancellation);
        }
        catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
        cancellation.check();
    }

    private synchronized void awaitGiven(Cancellation cancellation) throws InterruptedException {
        while (!this.given && !cancellation.isCancelled()) {
            wait();
        }
    }

    private synchronized void wake() {
        notifyAll();
    }

}
