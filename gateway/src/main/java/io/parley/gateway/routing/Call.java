package io.parley.gateway.routing;

import java.io.IOException;
import java.time.Duration;

import jakarta.servlet.http.HttpServletRequest;

import io.parley.web.connection.HangUps;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way through: counts its body, and once that is through, interrupts the
 * thread that waits for the service if the caller goes. While the body still flows, the
 * flow itself breaks with either side. A stop of the gateway interrupts it, too.
 */
final class Call implements AutoCloseable {

    private static final String ATTRIBUTE = Call.class.getName();

    private final HttpServletRequest request;

    private final HangUps hangUps;

    private final long maxBody;

    private final Thread thread = Thread.currentThread();

    private long bytes;

    private HangUps.@Nullable Watch watch;

    private boolean closed;

    private volatile boolean tooLarge;

    private volatile boolean hungUp;

    private volatile boolean stopped;

    private volatile boolean timedOut;

    private volatile boolean begun;

    private volatile long progress = System.nanoTime();

    private volatile @Nullable IOException bodyFault;

    Call(HttpServletRequest request, HangUps hangUps, long maxBody) {
        this.request = request;
        this.hangUps = hangUps;
        this.maxBody = maxBody;
        request.setAttribute(ATTRIBUTE, this);
    }

    /** The call that a request belongs to, or null for one that does not go through. */
    static @Nullable Call of(HttpServletRequest request) {
        return (request.getAttribute(ATTRIBUTE) instanceof Call call) ? call : null;
    }

    /** Whether the body was found to be above the limit while it flowed. */
    boolean isTooLarge() {
        return this.tooLarge;
    }

    /** Whether the caller has gone. */
    boolean isHungUp() {
        return this.hungUp;
    }

    /** Whether the gateway's stop ended it. */
    boolean isStopped() {
        return this.stopped;
    }

    /** Whether the service was silent for too long. */
    boolean isTimedOut() {
        return this.timedOut;
    }

    /** For how long nothing has come from either side. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - this.progress);
    }

    /** Whether some of the answer has been written. */
    boolean hasBegunToAnswer() {
        return this.begun;
    }

    /** Told by the answer's writer that the service has said something. */
    void answered() {
        this.begun = true;
        this.progress = System.nanoTime();
    }

    /** Most bytes of the body. */
    long maxBody() {
        return this.maxBody;
    }

    /** Counts bytes of the body; only ever one thread reads it. */
    void read(int count) throws IOException {
        this.bytes += count;
        this.progress = System.nanoTime();
        if (this.bytes > this.maxBody) {
            this.tooLarge = true;
            throw new IOException("the body is larger than " + this.maxBody + " bytes");
        }
    }

    /**
     * Told by the body's reader, so that from here on nobody but the watch reads the
     * connection.
     */
    synchronized void bodyEnded() {
        if (this.watch == null && !this.closed) {
            this.watch = this.hangUps.watch(this.request, this::hangUp);
        }
    }

    /** Why the caller's body could not be read to its end; null if it could so far. */
    @Nullable IOException bodyFault() {
        return this.bodyFault;
    }

    /** Told by the body's reader when nothing more of it can be read. */
    void bodyBroke(IOException cause) {
        this.bodyFault = cause;
    }

    /**
     * Told by the answer's writer when nothing more can be written: the caller has gone
     * or does not read. The interrupt keeps the client from reading what the service
     * still has to say, for nobody.
     */
    void answerBroke() {
        hangUp();
    }

    private void hangUp() {
        this.hungUp = true;
        interrupt();
    }

    /** Ends the wait for the service, because the gateway stops. */
    void stop() {
        this.stopped = true;
        interrupt();
    }

    /** Ends the wait for the service, because it is silent. */
    void timeOut() {
        this.timedOut = true;
        interrupt();
    }

    /** Not once it has ended: the thread goes on with another. */
    private synchronized void interrupt() {
        if (!this.closed) {
            this.thread.interrupt();
        }
    }

    /** Takes the interrupt back, which was meant for the wait alone. */
    void clearInterrupt() {
        if (this.hungUp || this.stopped || this.timedOut) {
            Thread.interrupted();
        }
    }

    @Override
    public void close() {
        HangUps.Watch ended;
        synchronized (this) {
            this.closed = true;
            ended = this.watch;
        }
        if (ended != null) {
            ended.close();
        }
        clearInterrupt();
    }

}
