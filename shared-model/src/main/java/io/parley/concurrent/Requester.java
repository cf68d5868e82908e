package io.parley.concurrent;

/**
 * Who requests are from. Those who wait for the same model get it in turn, whoever has
 * how many requests.
 *
 * @param id of the caller, such as that of a key; empty for anybody
 */
public record Requester(String id) {

    /**
     * Whom the current thread works for. A scoped value, as the account of its request
     * is.
     */
    private static final ScopedValue<Requester> CURRENT = ScopedValue.newInstance();

    private static final Requester ANYBODY = new Requester("");

    /** Whom the current thread works for. */
    public static Requester current() {
        return CURRENT.isBound() ? CURRENT.get() : ANYBODY;
    }

    /**
     * Starts a virtual thread that works for whom the current one works for.
     * @param name of the thread
     */
    public static Thread start(String name, Runnable work) {
        Requester requester = current();
        return Thread.ofVirtual().name(name).start(() -> requester.run(work));
    }

    /**
     * Does work for this requester. Threads that it starts work for nobody unless
     * {@link #start} does.
     * @return what the work returns; its exceptions come out as they are
     */
    public <T, X extends Throwable> T call(ScopedValue.CallableOp<? extends T, X> work) throws X {
        return ScopedValue.where(CURRENT, this).call(work);
    }

    /** Does work for this requester, as {@link #call} does. */
    public void run(Runnable work) {
        ScopedValue.where(CURRENT, this).run(work);
    }

}
