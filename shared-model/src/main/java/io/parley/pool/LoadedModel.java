package io.parley.pool;

/**
 * A model as the pool holds it: graphs and whatever else serves all its callers.
 * Thread-safe.
 */
public interface LoadedModel extends AutoCloseable {

    /** Memory that the model keeps while loaded, in bytes. */
    long residentBytes();

    /** Frees everything. The pool calls it once, when nobody holds a lease. */
    @Override
    void close();

}
