package io.parley.pool;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A caller's hold of a loaded model: while it is open the model stays. To be closed by
 * the caller; closing twice is harmless.
 *
 * @param <M> the model
 */
public final class Lease<M extends LoadedModel> implements AutoCloseable {

    private final M model;

    private final Runnable release;

    private final AtomicBoolean closed = new AtomicBoolean();

    Lease(M model, Runnable release) {
        this.model = model;
        this.release = release;
    }

    /** The model that is held. */
    public M model() {
        return this.model;
    }

    @Override
    public void close() {
        if (this.closed.compareAndSet(false, true)) {
            this.release.run();
        }
    }

}
