package io.parley.pool;

/**
 * How the runs of a graph use the cores.
 */
public enum GraphOptions {

    /**
     * On all threads of the runtime, nothing beside it: for whatever takes milliseconds
     * or more.
     */
    ALL_THREADS,

    /**
     * On all threads for a request that is alone, on one each, side by side, for several:
     * for what many may ask for at once. A second copy of the weights is loaded when it
     * is first needed, if there is memory for it.
     */
    ALL_THREADS_OR_SIDE_BY_SIDE,

    /**
     * On the thread that asks, in turn with all others: for graphs too small to be worth
     * sharing out that still compute for milliseconds.
     */
    ONE_THREAD,

    /**
     * On the thread that asks, at once: for graphs that run for a fraction of a
     * millisecond, where waiting for a turn, behind an encoder say, would cost a thousand
     * times what it saves. Runs side by side are bounded by the model's leases.
     */
    ONE_THREAD_AT_ONCE

}
