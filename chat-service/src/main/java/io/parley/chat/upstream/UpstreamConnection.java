package io.parley.chat.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import io.parley.concurrent.Cancellation;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Opens answers of the server: again if that fails, and not at all while it is down. */
final class UpstreamConnection {

    private static final int OK = 200;

    private static final int MOST_OF_AN_ERROR = 65_536;

    private final HttpClient client;

    private final UpstreamAddress address;

    private final CircuitBreaker breaker;

    private final Retry retry;

    private final JsonMapper json;

    UpstreamConnection(HttpClient client, UpstreamAddress address, CircuitBreaker breaker, Retry retry,
            JsonMapper json) {
        this.client = client;
        this.address = address;
        this.breaker = breaker;
        this.retry = retry;
        this.json = json;
    }

    /**
     * Asks and waits for the answer's beginning. The asking has a thread of its own,
     * which a cancellation interrupts wherever it waits.
     * @return the answer's events, to be closed; how it ends is to be told
     * @throws CancellationException if cancelled
     */
    InputStream open(byte[] body, Cancellation cancellation) throws IOException {
        HttpRequest request = this.address.request(body);
        FutureTask<InputStream> opening = new FutureTask<>(Retry.decorateCallable(this.retry, () -> attempt(request))) {

            @Override
            protected void set(InputStream events) {
                super.set(events);
                if (isCancelled()) {
                    // it came when nobody waited for it any more
                    SilenceWatch.close(events);
                    left();
                }
            }
        };
        try (Cancellation.Registration _ = cancellation.onCancel(() -> opening.cancel(true))) {
            Thread.ofVirtual().name("upstream").start(opening);
            return opening.get();
        }
        catch (ExecutionException ex) {
            throw failure(ex.getCause());
        }
        catch (InterruptedException _) {
            opening.cancel(true);
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    private static IOException failure(@Nullable Throwable cause) {
        return switch (cause) {
            case IOException ex -> ex;
            case CallNotPermittedException closed -> new UpstreamDownException(closed);
            case RuntimeException ex -> throw ex;
            case Error error -> throw error;
            case null, default -> new IOException(cause);
        };
    }

    private InputStream attempt(HttpRequest request) throws IOException, InterruptedException {
        this.breaker.acquirePermission();
        try {
            return send(request);
        }
        catch (IOException | InterruptedException | RuntimeException ex) {
            this.breaker.onError(0, TimeUnit.NANOSECONDS, ex);
            throw ex;
        }
    }

    private InputStream send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = this.client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() == OK) {
            return response.body();
        }
        try (InputStream body = response.body()) {
            String said = new String(body.readNBytes(MOST_OF_AN_ERROR), StandardCharsets.UTF_8);
            throw new UpstreamFault(response.statusCode(), UpstreamError.of(this.json, said));
        }
    }

    /** Told that an answer came to its end. */
    void ended() {
        this.breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    }

    /** Told that an answer broke off. */
    void brokeOff(IOException cause) {
        this.breaker.onError(0, TimeUnit.NANOSECONDS, cause);
    }

    /** Told that nobody waits for an answer any more. */
    void left() {
        this.breaker.releasePermission();
    }

    @Override
    public String toString() {
        return this.address.toString();
    }

}
