package io.parley.web.request;

import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The id by which a caller, the gateway, a service and their logs speak of one request.
 */
public final class RequestId {

    /** The header that carries it, both ways. */
    public static final String HEADER = "x-request-id";

    /** Its key in the logs' context. */
    public static final String MDC_KEY = "requestId";

    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private RequestId() {
    }

    /**
     * The id that came with a request if it is harmless in logs and headers, else a new
     * one.
     */
    public static String of(@Nullable String received) {
        return (received != null && SANE.matcher(received).matches()) ? received
                : "req_" + UUID.randomUUID().toString().replace("-", "");
    }

}
