package io.parley.pool;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The turn of one call to the pool.
 *
 * @param lease what the call holds
 * @param account what its request computes is charged to
 * @param workers have its work done
 */
record CallTurn(Lease<?> lease, WorkAccount account, PoolWorkers workers) implements Turn {

    @Override
    public void giveWay() {
        this.lease.giveWay();
    }

    @Override
    public boolean isOver() {
        return this.lease.isOver();
    }

    @Override
    public <R> CompletableFuture<R> beside(Supplier<R> work) {
        return this.workers.start(() -> ScopedValue.where(WorkAccount.CURRENT, this.account).call(work::get));
    }

    @Override
    public long computed() {
        return this.account.used();
    }

}
