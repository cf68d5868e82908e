package io.parley.pool;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.parley.concurrent.Requester;

/**
 * The compute time that one request has used so far, whatever models and graphs it ran.
 * Thread-safe.
 */
final class WorkAccount {

    /**
     * The account of the request that the current thread works for. A scoped value, so
     * that engines need not carry it through every class down to each run.
     */
    static final ScopedValue<WorkAccount> CURRENT = ScopedValue.newInstance();

    /**
     * What a request may use before it counts as a longer one: some times what 30 s of
     * speech cost a small model.
     */
    static final Duration FIRST_LEVEL = Duration.ofSeconds(2);

    /** Each level ends at so many times the one before. */
    private static final int GROWTH = 4;

    private static final int LAST_LEVEL = 3;

    private final Requester requester;

    private final WorkSize size;

    private final AtomicLong nanos = new AtomicLong();

    private volatile boolean closed;

    WorkAccount(Requester requester) {
        this(requester, WorkSize.ORDINARY);
    }

    WorkAccount(Requester requester, WorkSize size) {
        this.requester = requester;
        this.size = size;
    }

    /** The account of the current thread's request; a new one if it works for none. */
    static WorkAccount current() {
        return current(WorkSize.ORDINARY);
    }

    /**
     * The account of the current thread's request; a new one if it works for none.
     * @param size of the work if it is new
     */
    static WorkAccount current(WorkSize size) {
        return CURRENT.isBound() ? CURRENT.get() : new WorkAccount(Requester.current(), size);
    }

    /** Whom the request is from. */
    Requester requester() {
        return this.requester;
    }

    void charge(long computed) {
        this.nanos.addAndGet(computed);
    }

    /** Notes that nothing will be computed for the request any more. */
    void close() {
        this.closed = true;
    }

    boolean isClosed() {
        return this.closed;
    }

    /** Compute time used, in ns, of all threads of the runtime together. */
    long used() {
        return this.nanos.get();
    }

    /**
     * How much that is, in coarse steps: below 2, 8 and 32 s it is 0, 1 and 2, and 3 from
     * there on. Coarse, so that those who have used about the same take turns. What is
     * known to be long is at 1 at least.
     */
    int level() {
        long used = used();
        int level = 0;
        for (long end = FIRST_LEVEL.toNanos(); level < LAST_LEVEL && used >= end; end *= GROWTH) {
            level++;
        }
        return (this.size == WorkSize.LONG) ? Math.max(1, level) : level;
    }

}
