package io.parley.gateway.limits;

/** Counts for callers. Thread-safe. */
interface Counters extends AutoCloseable {

    /** Takes one request of so many that a minute brings. */
    Taken take(String name, int perMinute);

    /**
     * Opens a stream, unless as many are open already.
     * @param name of who opens it, and for what
     * @param stream its own id
     * @param most that may be open
     */
    boolean open(String name, String stream, int most);

    /** Closes a stream that was opened. */
    void close(String name, String stream);

    @Override
    void close();

}
