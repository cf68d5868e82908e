package io.parley.web.stream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;

import io.parley.web.request.ProcessingTime;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Server-sent events as OpenAI's clients read them: each a line of JSON, which says its
 * type itself, and sent at once. The response begins with the first event, so that what
 * fails before is answered with a status of its own.
 */
public final class EventStream {

    /** What the last event is followed by. */
    private static final String DONE = "[DONE]";

    private final HttpServletRequest request;

    private final HttpServletResponse response;

    private final JsonMapper json;

    /** Begins nothing yet. */
    public EventStream(HttpServletRequest request, HttpServletResponse response, JsonMapper json) {
        this.request = request;
        this.response = response;
        this.json = json;
    }

    /** Whether the response has begun. */
    public boolean hasBegun() {
        return this.response.isCommitted();
    }

    /**
     * Sends an event.
     * @throws CancellationException if the caller has gone
     */
    public void send(Object event) {
        write(this.json.writeValueAsString(event));
    }

    /** Says that all events have been sent. */
    public void end() {
        write(DONE);
    }

    private void write(String data) {
        if (!hasBegun()) {
            begin();
        }
        try {
            this.response.getOutputStream().write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
            this.response.flushBuffer();
        }
        catch (IOException ex) {
            CancellationException gone = new CancellationException("the caller has gone");
            gone.initCause(ex);
            throw gone;
        }
    }

    private void begin() {
        this.response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        this.response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        // a reverse proxy in front is told not to collect events
        this.response.setHeader("X-Accel-Buffering", "no");
        ProcessingTime.write(this.request, this.response);
    }

}
