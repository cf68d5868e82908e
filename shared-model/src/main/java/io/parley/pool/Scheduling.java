package io.parley.pool;

/** How requests share the cores and the leases of a model. */
public enum Scheduling {

    /** A lease is kept to its end; runs wait for those that came before. */
    FIRST_COME_FIRST_SERVED {

        @Override
        Discipline ofCores() {
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
        Discipline ofCores() {
            return new LeastAttainedService(1);
        }

        @Override
        Discipline ofLeases(int leases) {
            return new LeastAttainedService(Math.max(1, leases - 1));
        }

    };

    abstract Discipline ofCores();

    abstract Discipline ofLeases(int leases);

}
