package io.parley.pool;

import java.util.concurrent.CompletableFuture;

/**
 * One request's place in a line and, once granted, its permit. What the grant notes is
 * guarded by the {@link Permits} it comes from.
 */
final class Permit {

    private final WorkAccount account;

    private final CompletableFuture<Void> granted = new CompletableFuture<>();

    private long usedBefore;

    private int level;

    private Reason reason = Reason.IN_ORDER;

    Permit(WorkAccount account) {
        this.account = account;
    }

    WorkAccount account() {
        return this.account;
    }

    /** Done once the permit is granted; cancelled if its caller has gone before. */
    CompletableFuture<Void> granted() {
        return this.granted;
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
