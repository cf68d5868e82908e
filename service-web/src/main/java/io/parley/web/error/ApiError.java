package io.parley.web.error;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, in OpenAI's shape; all four keys are always written.
 *
 * @param message one sentence for the person who reads it
 * @param type the kind of error, as "invalid_request_error"
 * @param param the request's field that is to blame, or null
 * @param code a word that programs can tell the case by, or null
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ApiError(String message, String type, @Nullable String param, @Nullable String code) {

    /** The caller's mistake. */
    public static final String INVALID_REQUEST = "invalid_request_error";

    /** Our fault. */
    public static final String SERVER = "server_error";

    /** Above the caller's own limits. */
    public static final String RATE_LIMIT = "rate_limit_error";

    /** Not now. */
    public static final String UNAVAILABLE = "service_unavailable_error";

    /**
     * The envelope that goes over the wire.
     *
     * @param error the one key
     */
    public record Envelope(ApiError error) {
    }

}
