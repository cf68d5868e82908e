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
     * Does work for this requester. Threads that the work starts are to be given it by
     * themselves.
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
