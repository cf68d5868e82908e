package io.parley.concurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * A one-shot signal that nobody waits for the answer any more. The side that holds the
 * caller cancels; the side that computes asks between its steps, or has itself told.
 * Thread-safe.
 */
public final class Cancellation {

    private final List<Runnable> listeners = new ArrayList<>();

    private boolean cancelled;

    /** A signal that is never given by anyone, for work that always runs to its end. */
    public static Cancellation never() {
        return new Cancellation();
    }

    /** Gives the signal; further calls do nothing. */
    public void cancel() {
        List<Runnable> told;
        synchronized (this) {
            if (this.cancelled) {
                return;
            }
            this.cancelled = true;
            told = List.copyOf(this.listeners);
            this.listeners.clear();
        }
        told.forEach(Runnable::run);
    }

    /** Whether the signal was given. */
    public synchronized boolean isCancelled() {
        return this.cancelled;
    }

    /**
     * Ends the calling work if the signal was given.
     * @throws CancellationException if so
     */
    public void check() {
        if (isCancelled()) {
            throw new CancellationException("the caller has gone");
        }
    }

    /**
     * Has a listener run once, when the signal is given or at once if it was.
     * @param listener short and non-blocking; runs on the thread that cancels
     * @return closes the registration
     */
    public Registration onCancel(Runnable listener) {
        synchronized (this) {
            if (!this.cancelled) {
                this.listeners.add(listener);
                return () -> remove(listener);
            }
        }
        listener.run();
        return () -> {
        };
    }

    private synchronized void remove(Runnable listener) {
        this.listeners.remove(listener);
    }

    /** A listener's registration. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {

        @Override
        void close();

    }

}
