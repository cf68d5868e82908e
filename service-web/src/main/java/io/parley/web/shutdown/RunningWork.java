package io.parley.web.shutdown;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerGracefulShutdownLifecycle;
import org.springframework.context.SmartLifecycle;

/**
 * The work that a stop of the server has to end. While Spring's graceful shutdown waits
 * for running requests, short ones come to their end by themselves; what still runs
 * shortly before the limit is told to stop, while its caller can still be answered.
 * Thread-safe.
 */
public final class RunningWork implements SmartLifecycle, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RunningWork.class);

    /** Enough for a step of a model and for an answer. */
    private static final Duration TO_ANSWER = Duration.ofSeconds(5);

    private final Set<Entry> running = new LinkedHashSet<>();

    private final Duration patience;

    private boolean over;

    private volatile boolean started;

    private volatile @Nullable Thread timer;

    /**
     * Makes the register.
     * @param limit of the graceful shutdown; half of it, but 5 s at most, is kept for
     * answers
     */
    public RunningWork(Duration limit) {
        Duration half = limit.dividedBy(2);
        this.patience = limit.minus((half.compareTo(TO_ANSWER) < 0) ? half : TO_ANSWER);
    }

    /** How long work may go on after a stop has begun. */
    public Duration patience() {
        return this.patience;
    }

    /**
     * Registers work.
     * @param onStop ends the work, at once if the time for work is over already; short
     * and non-blocking; runs at most once
     * @return to be closed when the work is done; after that the callback neither runs
     * nor is running
     */
    public Registration register(Runnable onStop) {
        Entry entry = new Entry(onStop);
        synchronized (this) {
            if (!this.over) {
                this.running.add(entry);
                return () -> end(entry);
            }
        }
        entry.stop();
        return () -> {
        };
    }

    private void end(Entry entry) {
        synchronized (this) {
            this.running.remove(entry);
        }
        entry.close();
    }

    private void stopAll() {
        List<Entry> stopped;
        synchronized (this) {
            this.over = true;
            stopped = List.copyOf(this.running);
        }
        if (!stopped.isEmpty()) {
            log.warn("stopping ends {} running request(s) before their work is done", stopped.size());
        }
        stopped.forEach(Entry::stop);
    }

    @Override
    public void start() {
        this.started = true;
    }

    /**
     * Does not wait: the graceful shutdown, which stops at the same time, ends when all
     * requests have.
     */
    @Override
    public void stop() {
        this.started = false;
        this.timer = Thread.ofVirtual().name("stop-running-work").start(() -> {
            try {
                Thread.sleep(this.patience);
                stopAll();
            }
            catch (InterruptedException _) {
                // all requests have ended
            }
        });
    }

    @Override
    public boolean isRunning() {
        return this.started;
    }

    @Override
    public int getPhase() {
        return WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE;
    }

    @Override
    public void close() {
        Thread waiting = this.timer;
        if (waiting != null) {
            waiting.interrupt();
        }
    }

    /** Registered work. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {

        @Override
        void close();

    }

    private static final class Entry {

        private final Runnable onStop;

        private boolean over;

        private Entry(Runnable onStop) {
            this.onStop = onStop;
        }

        private synchronized void stop() {
            if (!this.over) {
                this.over = true;
                this.onStop.run();
            }
        }

        private synchronized void close() {
            this.over = true;
        }

    }

}
