package io.parley.pool;

import org.jspecify.annotations.Nullable;

import io.parley.concurrent.Cancellation;

/**
 * One request's permit to use a model, or the cores, which it may lose and get back. Not
 * thread-safe: belongs to whoever works.
 */
final class Slot implements AutoCloseable {

    private final Permits permits;

    private final Cancellation cancellation;

    /** Null once given back, or lost when the request was cancelled while it gave way. */
    private @Nullable Permit held;

    Slot(Permits permits, Permit held, Cancellation cancellation) {
        this.permits = permits;
        this.held = held;
        this.cancellation = cancellation;
    }

    /** Whether it is somebody else's turn. */
    boolean isOver() {
        Permit permit = this.held;
        return permit == null || this.permits.isOver(permit);
    }

    /**
     * Lets others go first if it is their turn.
     * @return how many may work at a time from here on
     */
    int giveWay() {
        this.cancellation.check();
        Permit permit = this.held;
        if (permit == null) {
            throw new IllegalStateException("a lease that is closed cannot give way");
        }
        this.held = null;
        Permit next = this.permits.giveWay(permit, this.cancellation);
        this.held = next;
        return next.width();
    }

    @Override
    public void close() {
        if (this.held != null) {
            this.permits.release(this.held);
            this.held = null;
        }
    }

}
