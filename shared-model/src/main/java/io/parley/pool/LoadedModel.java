package io.parley.pool;

/**
 * A model as the pool holds it: graphs and whatever else serves all its callers.
 * Thread-safe.
 */
public interface LoadedModel extends AutoCloseable {

    /**
     * Memory that the model takes now, in bytes, callers' caches included. May grow and
     * shrink while it is in use; cheap to ask.
     */
    long residentBytes();

    /**
     * Tells the model whom to ask before it grows. Called once, before the first lease; a
     * model that does not grow has no use for it.
     */
    default void growWithin(MemoryAllowance allowance) {
    }

    /** Frees everything. The pool calls it once, when nobody holds a lease. */
    @Override
    void close();

}
