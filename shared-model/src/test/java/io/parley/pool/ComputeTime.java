package io.parley.pool;

import java.util.function.Supplier;

import io.parley.concurrent.Requester;

/** How much of some work is spent in the runs of graphs. */
public final class ComputeTime {

    private ComputeTime() {
    }

    /**
     * Does some work.
     * @return the share of its time that no run took
     */
    public static double shareOutsideOfRuns(Supplier<?> work) {
        WorkAccount account = new WorkAccount(Requester.current());
        long start = System.nanoTime();
        ScopedValue.where(WorkAccount.CURRENT, account).run(work::get);
        return 1 - (double) account.used() / (System.nanoTime() - start);
    }

}
