package io.parley.pool;

import java.time.Duration;

/** How requests share the cores and the leases of a model. */
public enum Scheduling {

    /** A lease is kept to its end; runs wait for those that came before. */
    FIRST_COME_FIRST_SERVED {

        @Override
        Discipline ofCores(int threads) {
            return new FirstComeFirstServed();
        }

        @Override
        Discipline ofLeases(int leases) {
            return new FirstComeFirstServed();
        }

    },

    /**
     * Whoever has computed least goes first, at the next run and at the next place where
     * a lease {@link Turn gives way}. One lease of several is kept for requests that have
     * only begun.
     */
    LEAST_ATTAINED_SERVICE {

        @Override
        Discipline ofCores(int threads) {
            return new LeastAttainedService(threads, QUANTUM_OF_CORES);
        }

        @Override
        Discipline ofLeases(int leases) {
            return new LeastAttainedService(Math.max(1, leases - 1), QUANTUM_OF_LEASES);
        }

    };

    /**
     * Some steps of a decoder: who works on keeps what it works with in the processor's
     * cache.
     */
    private static final Duration QUANTUM_OF_CORES = Duration.ofMillis(100);

    private static final Duration QUANTUM_OF_LEASES = Duration.ofSeconds(2);

    abstract Discipline ofCores(int threads);

    abstract Discipline ofLeases(int leases);

}
