package io.parley.web.connection;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Notices callers that close their connection before they have their answer. One thread
 * looks after all watched requests, a few times a second, and rests when there are none.
 * A caller that only closes its sending side counts as gone, as with other servers.
 */
public final class HangUps implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    /**
     * In bytes; a form that goes on for longer after its end is answered, but not
     * watched.
     */
    private static final int MOST_LEFT_OF_A_BODY = 65_536;

    private final ScheduledThreadPoolExecutor scheduler;

    /** Starts with nothing to watch. */
    public HangUps() {
        this.scheduler = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("hang-ups").factory());
        this.scheduler.setRemoveOnCancelPolicy(true);
    }

    /**
     * Watches a request's connection, once its body has been used: what is left of it is
     * read and dropped.
     * @param request being served
     * @param onHangUp run at most once, if the caller goes while watched, on the watching
     * thread; short and non-blocking
     * @return to be closed when the answer is done, before the request returns to the
     * container; after that the callback neither runs nor is running
     */
    public Watch watch(HttpServletRequest request, Runnable onHangUp) {
        if (!(request.getAttribute(CallerConnection.ATTRIBUTE) instanceof CallerConnection connection)) {
            return () -> {
            };
        }
        if (connection.look() == CallerConnection.State.BODY_ARRIVING) {
            drain(request);
        }
        ConnectionWatch watch = new ConnectionWatch(connection, onHangUp);
        long delay = BETWEEN_LOOKS.toMillis();
        ScheduledFuture<?> looks = this.scheduler.scheduleWithFixedDelay(watch::look, delay, delay,
                TimeUnit.MILLISECONDS);
        return () -> {
            looks.cancel(false);
            watch.close();
        };
    }

    /**
     * Reads what a parser has left of a body, as a form's parser leaves the end of a
     * chunked one: before that end the connection can't be looked at.
     */
    private static void drain(HttpServletRequest request) {
        try {
            request.getInputStream().readNBytes(MOST_LEFT_OF_A_BODY);
        }
        catch (IOException _) {
            // the caller has gone or dawdles: the watch, or the answer's writer, will see
        }
    }

    @Override
    public void close() {
        this.scheduler.shutdownNow();
    }

    /** A request being watched. */
    @FunctionalInterface
    public interface Watch extends AutoCloseable {

        /** Ends the watch; waits for a callback that is running. */
        @Override
        void close();

    }

}
