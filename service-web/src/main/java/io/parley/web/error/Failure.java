package io.parley.web.error;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * How a failure is answered.
 *
 * @param status HTTP status
 * @param error the error object
 * @param headers further headers by name
 * @param reason of a fault of ours, for the log, where it says all that the stack could;
 * null to have the stack logged
 */
public record Failure(HttpStatusCode status, ApiError error, Map<String, String> headers, @Nullable String reason) {

    /**
     * The status that is logged for a caller who did not wait; nobody reads the answer.
     */
    public static final HttpStatusCode CALLER_GONE = HttpStatusCode.valueOf(499);

    /** Tells OpenAI's clients, which try a 503 again by themselves, whether to. */
    private static final String SHOULD_RETRY = "x-should-retry";

    private static final Duration AFTER_A_RESTART = Duration.ofSeconds(10);

    /** A mistake of the caller's. */
    public static Failure invalid(HttpStatusCode status, String message, @Nullable String param,
            @Nullable String code) {
        return new Failure(status, new ApiError(message, ApiError.INVALID_REQUEST, param, code), Map.of(), null);
    }

    /** A field that is missing or cannot be used. */
    public static Failure badField(@Nullable String param, String message) {
        return invalid(HttpStatus.BAD_REQUEST, message, param, null);
    }

    /** A model that is not here. */
    public static Failure unknownModel(String message) {
        return invalid(HttpStatus.NOT_FOUND, message, "model", "model_not_found");
    }

    /** A body above the limit; the type is the one that OpenAI answers with. */
    public static Failure tooLarge(String message) {
        return new Failure(HttpStatus.CONTENT_TOO_LARGE, new ApiError(message, ApiError.SERVER, null, null), Map.of(),
                null);
    }

    /** A fault of ours, without details. */
    public static Failure server(HttpStatusCode status, String message) {
        return new Failure(status, new ApiError(message, ApiError.SERVER, null, null), Map.of(), null);
    }

    /** A fault of ours that whoever runs the server can mend, without details. */
    public static Failure server(HttpStatusCode status, String message, @Nullable String reason) {
        return new Failure(status, new ApiError(message, ApiError.SERVER, null, null), Map.of(), reason);
    }

    /** Too busy, or not ready yet. */
    public static Failure unavailable(String message, Duration retryAfter) {
        return new Failure(HttpStatus.SERVICE_UNAVAILABLE,
                new ApiError(message, ApiError.UNAVAILABLE, null, "server_is_overloaded"), after(retryAfter), null);
    }

    /** More than the caller's limits allow. */
    public static Failure tooMany(String message, String code, Duration retryAfter) {
        return new Failure(HttpStatus.TOO_MANY_REQUESTS, new ApiError(message, ApiError.RATE_LIMIT, null, code),
                after(retryAfter), null);
    }

    private static Map<String, String> after(Duration wait) {
        return Map.of(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, (wait.toMillis() + 999) / 1000)));
    }

    /** Not ready, and not about to be: somebody has to do something about it first. */
    public static Failure unavailable(String message) {
        return new Failure(HttpStatus.SERVICE_UNAVAILABLE, new ApiError(message, ApiError.UNAVAILABLE, null, null),
                Map.of(SHOULD_RETRY, "false"), null);
    }

    /** Work that the server's stop ends; whoever takes its place may do it. */
    public static Failure stopping() {
        return unavailable("The server is stopping, and this request took longer than it could wait for.",
                AFTER_A_RESTART);
    }

    /** The caller has gone: said to nobody. */
    public static Failure callerGone() {
        return server(CALLER_GONE, "The caller has gone.");
    }

    /** The same with one more header. */
    public Failure withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(this.headers);
        more.put(name, value);
        return new Failure(this.status, this.error, Map.copyOf(more), this.reason);
    }

    /** The response, as JSON whatever the caller said to accept. */
    public ResponseEntity<ApiError.Envelope> response() {
        ResponseEntity.BodyBuilder response = ResponseEntity.status(this.status)
            .contentType(MediaType.APPLICATION_JSON);
        this.headers.forEach(response::header);
        return response.body(new ApiError.Envelope(this.error));
    }

}
