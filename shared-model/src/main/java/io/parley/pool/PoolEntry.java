package io.parley.pool;

/**
 * How a model of the pool is.
 *
 * @param loaded whether it is in memory
 * @param loading whether it is on its way there
 * @param residentBytes that it takes
 * @param leases that are held
 * @param waiting callers in its queue
 */
public record PoolEntry(boolean loaded, boolean loading, long residentBytes, int leases, int waiting) {
}
