package io.parley.accounts.usage;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * Writes usage down. What the database cannot take now is held and written when it can,
 * and so is what comes meanwhile, or before it has been opened, so that a database that
 * goes away costs those answers a wait for a connection that find it out, and no other. A
 * row whose first attempt did arrive counts once all the same, by its id. Thread-safe.
 */
public final class UsageWriter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(UsageWriter.class);

    private static final int MOST_HELD = 100_000;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Longer than a database is waited for. */
    private static final Duration LAST_TRY = Duration.ofSeconds(10);

    private final UsageRows rows;

    private final Queue<UsageRow> held = new ArrayDeque<>();

    private final Counter lost;

    private @Nullable Thread heldWriter;

    private boolean closing;

    /** Writes to a database. */
    public UsageWriter(UsageRows rows, MeterRegistry meters) {
        this.rows = rows;
        this.lost = Counter.builder("parley.usage.lost")
            .description("Rows of usage that will never be in the database")
            .register(meters);
        Gauge.builder("parley.usage.held", this, UsageWriter::held)
            .description("Rows of usage that wait for the database")
            .register(meters);
    }

    /** Writes a row down, now or later. */
    public void write(UsageRow row) {
        if (held() > 0 || !this.rows.isOpen() || !isWritten(row)) {
            hold(row);
        }
    }

    private synchronized int held() {
        return this.held.size();
    }

    private synchronized void hold(UsageRow row) {
        if (this.held.size() == MOST_HELD) {
            this.lost.increment();
            log.error("usage is lost, since too much waits for the database: {}", row);
            return;
        }
        this.held.add(row);
        if (this.heldWriter == null) {
            this.heldWriter = Thread.ofVirtual().name("held-usage").start(this::writeHeld);
        }
    }

    private void writeHeld() {
        boolean isAway = false;
        for (UsageRow row = next(null); row != null;) {
            if (isWritten(row)) {
                row = next(row);
            }
            else {
                if (!isAway) {
                    log.warn("the database of usage does not answer: what is used is held until it does");
                    isAway = true;
                }
                if (!isWorthAnotherTry()) {
                    return;
                }
            }
        }
        if (isAway) {
            log.warn("the database of usage answers again: all that was held is written");
        }
    }

    /** Waits for a while; not once it is closing, when each row has had its last try. */
    private synchronized boolean isWorthAnotherTry() {
        if (this.closing) {
            return false;
        }
        try {
            wait(PAUSE.toMillis());
            return true;
        }
        catch (InterruptedException _) {
            return false;
        }
    }

    /** The row to write now, when one before it has been. */
    private synchronized @Nullable UsageRow next(@Nullable UsageRow written) {
        if (written != null) {
            this.held.remove(written);
        }
        UsageRow next = this.held.peek();
        if (next == null) {
            this.heldWriter = null;
        }
        return next;
    }

    private boolean isWritten(UsageRow row) {
        try {
            this.rows.add(row);
            return true;
        }
        catch (DataIntegrityViolationException ex) {
            this.lost.increment();
            log.error("usage does not fit into the database and is lost: {}", row, ex);
            return true;
        }
        catch (RuntimeException ex) {
            log.debug("usage cannot be written", ex);
            return false;
        }
    }

    /**
     * Tries once more to write what is held; what cannot be written goes into the log.
     * What is being written is not interrupted: an embedded database would not bear it.
     */
    @Override
    public void close() {
        Thread writer;
        synchronized (this) {
            this.closing = true;
            notifyAll();
            writer = this.heldWriter;
        }
        try {
            if (writer != null) {
                writer.join(LAST_TRY);
            }
        }
        catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            this.lost.increment(this.held.size());
            this.held.forEach((each) -> log.error("usage could not be written and is lost: {}", each));
        }
    }

}
