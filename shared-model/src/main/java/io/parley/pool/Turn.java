package io.parley.pool;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The turn of a request on its model. An engine whose work comes in pieces gives way
 * between them, so that a short request need not wait for the end of a long one:
 *
 * <pre>{@code
 * pool.call(spec, WorkSize.ORDINARY, cancellation, (model, turn) -> {
 *     for (float[] window = windows.next(); window != null; window = windows.next()) {
 *         turn.giveWay();
 *         DecoderState state = model.borrowState();
 *         ...
 * }</pre>
 *
 * Work of a few seconds at most need not.
 */
public interface Turn {

    /**
     * Lets others go first, if there are any who wait for the model and have computed
     * less or as much; returns when the turn has come again. Any number of requests may
     * be waiting here at a time, up to the bound of the model's queue: whatever is large
     * and bounded by the number of leases, such as a decoder's caches, is to be given
     * back to the model before and borrowed again afterwards. The model itself stays.
     * @throws java.util.concurrent.CancellationException if the request is cancelled; the
     * work is to end then
     */
    void giveWay();

    /** Whether others would go first if this request gave way now. */
    boolean isOver();

    /**
     * Does further work for the same request on another thread of the pool. What it uses
     * is the request's: whoever starts it waits for it before the turn ends or gives way.
     * @return completes with what the work returns or throws
     */
    <R> CompletableFuture<R> beside(Supplier<R> work);

    /**
     * How long graphs have run for the request so far, in ns of all threads together; no
     * wait is part of it.
     */
    long computed();

}
