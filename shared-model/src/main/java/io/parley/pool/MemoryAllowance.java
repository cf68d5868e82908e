package io.parley.pool;

/**
 * A loaded model's say in the pool's memory budget when it is about to grow.
 */
@FunctionalInterface
public interface MemoryAllowance {

    /**
     * Makes room for what the model's {@link LoadedModel#residentBytes()} says now, by
     * dropping models that nobody uses. To be called before memory is allocated, with the
     * growth counted already: so no two can take the same room.
     * @throws PoolException.Saturated if there is none; the growth must not take place
     * and is to be counted no longer
     */
    void require();

    /**
     * Whether there is room for what the model's {@link LoadedModel#residentBytes()} says
     * now, without dropping anything: for what is good to have and can be done without.
     */
    default boolean hasRoom() {
        return true;
    }

    /** No bounds: for a model outside of any pool. */
    static MemoryAllowance unlimited() {
        return () -> {
        };
    }

}
