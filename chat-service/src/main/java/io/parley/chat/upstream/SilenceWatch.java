package io.parley.chat.upstream;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Closes answers that have fallen silent, so that whoever reads them waits no longer. */
final class SilenceWatch implements AutoCloseable {

    private final ScheduledThreadPoolExecutor scheduler;

    private final Duration limit;

    SilenceWatch(Duration limit) {
        this.limit = limit;
        this.scheduler = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("silence").factory());
        this.scheduler.setRemoveOnCancelPolicy(true);
    }

    /** Starts a wait for the next event. */
    ScheduledFuture<?> expect(Closeable answer) {
        return this.scheduler.schedule(() -> close(answer), this.limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Closes an answer that nobody reads any more, which ends it at the server, too. */
    static void close(Closeable answer) {
        try {
            answer.close();
        }
        catch (IOException _) {
            // it is closed all the same
        }
    }

    @Override
    public void close() {
        this.scheduler.shutdownNow();
    }

}
