package io.parley.pool;

import org.jspecify.annotations.Nullable;

import io.parley.concurrent.Cancellation;

/**
 * One request's permit to use a model, which it may lose and get back. Not thread-safe:
 * belongs to whoever works with the model.
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

    void giveWay() {
        this.cancellation.check();
        Permit permit = this.held;
        if (permit == null) {
            throw new IllegalStateException("a lease that is closed cannot give way");
        }
        this.held = null;
        this.held = this.permits.giveWay(permit, this.cancellation);
    }

    @Override
    public void close() {
        if (this.held != null) {
            this.permits.release(this.held);
            this.held = null;
        }
    }

}
