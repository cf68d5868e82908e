package io.parley.pool;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A caller's hold of a loaded model: while it is open the model stays, also while it
 * gives way. To be closed by the caller; closing twice is harmless.
 *
 * @param <M> the model
 */
public final class Lease<M extends LoadedModel> implements AutoCloseable {

    private final M model;

    private final Slot slot;

    private final Runnable release;

    private final AtomicBoolean closed = new AtomicBoolean();

    Lease(M model, Slot slot, Runnable release) {
        this.model = model;
        this.slot = slot;
        this.release = release;
    }

    /** The model that is held. */
    public M model() {
        return this.model;
    }

    boolean isOver() {
        return this.slot.isOver();
    }

    void giveWay() {
        this.slot.giveWay();
    }

    @Override
    public void close() {
        if (this.closed.compareAndSet(false, true)) {
            this.release.run();
            this.slot.close();
        }
    }

}
