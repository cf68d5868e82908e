package io.parley.pool;

import java.util.concurrent.CompletableFuture;

import io.parley.concurrent.Requester;

/**
 * One request's place in a line and, once granted, its permit. What the grant notes is
 * guarded by the {@link Permits} it comes from.
 */
final class Permit {

    private final WorkAccount account;

    private final Demand demand;

    private final CompletableFuture<Boolean> granted = new CompletableFuture<>();

    private long usedBefore;

    private int level;

    private Reason reason = Reason.IN_ORDER;

    private int width;

    Permit(WorkAccount account, Demand demand) {
        this.account = account;
        this.demand = demand;
    }

    WorkAccount account() {
        return this.account;
    }

    Demand demand() {
        return this.demand;
    }

    /**
     * How many permits this one stands for: as many as its holder may do things at a
     * time. Changes only while the holder gives way.
     */
    int width() {
        return this.width;
    }

    void resize(int width) {
        this.width = width;
    }

    /**
     * True once the permit is granted, false if the place in the line was taken away;
     * cancelled if its caller has gone before.
     */
    CompletableFuture<Boolean> granted() {
        return this.granted;
    }

    Requester requester() {
        return this.account.requester();
    }

    /** Whether nothing is lost if its request is sent away now. */
    boolean hasOnlyWaited() {
        return this.account.used() == 0;
    }

    void grant(Reason why) {
        this.usedBefore = this.account.used();
        this.level = this.account.level();
        this.reason = why;
    }

    /** The account's level when the permit was granted. */
    int level() {
        return this.level;
    }

    Reason reason() {
        return this.reason;
    }

    /** Compute time that the account has used since the grant, in ns. */
    long used() {
        return this.account.used() - this.usedBefore;
    }

    /** Why a permit was granted when it was. */
    enum Reason {

        /** Nobody else waited, or nobody who had used more. */
        IN_ORDER,

        /** Somebody who had used more was passed over. */
        OVERTAKING,

        /** Others had been let pass for long enough. */
        OWED

    }

}
