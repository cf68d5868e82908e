package io.parley.web.stream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.parley.web.request.ProcessingTime;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Server-sent events as OpenAI's clients read them: each a line of JSON, which says its
 * type itself, and sent at once. The response begins with the first event, so that what
 * fails before is answered with a status of its own. A thread of its own writes, so that
 * a caller who reads slowly, or not at all, holds up nobody who makes events.
 */
public final class EventStream implements AutoCloseable {

    /** What the last event is followed by. */
    private static final String DONE = "[DONE]";

    /** Follows all events. */
    private static final byte[] END = {};

    private final HttpServletRequest request;

    private final HttpServletResponse response;

    private final JsonMapper json;

    private final BlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>();

    private final Semaphore room;

    private @Nullable Thread writer;

    private volatile @Nullable IOException broken;

    /**
     * Begins nothing yet.
     * @param most events that wait to be written
     */
    public EventStream(HttpServletRequest request, HttpServletResponse response, JsonMapper json, int most) {
        this.request = request;
        this.response = response;
        this.json = json;
        this.room = new Semaphore(most);
    }

    /** Whether the response has begun. */
    public boolean hasBegun() {
        return this.writer != null;
    }

    /**
     * Sends an event, without waiting.
     * @throws CancellationException if the caller has gone or does not read
     */
    public void send(Object event) {
        check();
        if (!this.room.tryAcquire()) {
            throw new CancellationException("the caller does not read");
        }
        add(this.json.writeValueAsString(event));
    }

    /**
     * Sends an event once there is room for it: for what is made faster than a caller
     * needs it.
     * @throws CancellationException if the caller has gone or does not read
     */
    public void sendWhenRead(Object event) {
        try {
            do {
                check();
            }
            while (!this.room.tryAcquire(1, TimeUnit.SECONDS));
        }
        catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while the caller reads");
        }
        add(this.json.writeValueAsString(event));
    }

    /** Says that all events have been sent. */
    public void end() {
        check();
        add(DONE);
    }

    private void check() {
        IOException cause = this.broken;
        if (cause != null) {
            throw gone(cause);
        }
    }

    private void add(String data) {
        if (this.writer == null) {
            this.writer = begin();
        }
        this.waiting.add(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    private Thread begin() {
        this.response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        this.response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        // a reverse proxy in front is told not to collect events
        this.response.setHeader("X-Accel-Buffering", "no");
        ProcessingTime.write(this.request, this.response);
        return Thread.ofVirtual().name("events").start(this::write);
    }

    private void write() {
        try {
            for (byte[] event = this.waiting.take(); event != END; event = this.waiting.take()) {
                this.response.getOutputStream().write(event);
                this.response.flushBuffer();
                this.room.release();
            }
        }
        catch (IOException ex) {
            this.broken = ex;
        }
        catch (InterruptedException _) {
            // nobody interrupts it
        }
    }

    /**
     * Waits until all events are written, since the response belongs to the container
     * afterwards.
     * @throws CancellationException if the caller has gone or does not read
     */
    @Override
    public void close() {
        Thread writing = this.writer;
        if (writing == null) {
            return;
        }
        this.waiting.add(END);
        boolean interrupted = false;
        while (writing.isAlive()) {
            try {
                writing.join();
            }
            catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        check();
    }

    private static CancellationException gone(IOException cause) {
        CancellationException gone = new CancellationException("the caller has gone or does not read");
        gone.initCause(cause);
        return gone;
    }

}
