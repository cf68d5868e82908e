package io.parley.chat.upstream;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

import io.parley.web.error.Failure;
import io.parley.web.error.FailureException;
import org.springframework.http.HttpStatus;

/**
 * How the server's failures are answered. What only the operator can mend goes to the
 * log.
 */
final class UpstreamFailures {

    private static final Duration RETRY = Duration.ofSeconds(5);

    private UpstreamFailures() {
    }

    static FailureException of(IOException failure, String server) {
        return new FailureException(switch (failure) {
            case UpstreamDownException _ ->
                Failure.unavailable("The language model's server is down; it is asked again in a while.", RETRY);
            case UpstreamFault fault -> answered(fault, server);
            case HttpTimeoutException late -> Failure.server(HttpStatus.GATEWAY_TIMEOUT,
                    "The language model's server did not answer in time.", reason(server, late));
            default -> Failure.server(HttpStatus.BAD_GATEWAY,
                    "The language model's server cannot be reached, or its answer broke off.", reason(server, failure));
        });
    }

    private static Failure answered(UpstreamFault fault, String server) {
        UpstreamError error = fault.error();
        return switch (HttpStatus.resolve(fault.status())) {
            case BAD_REQUEST, CONTENT_TOO_LARGE, UNPROCESSABLE_CONTENT -> Failure.invalid(HttpStatus.BAD_REQUEST,
                    "The language model's server refuses the request: " + error.message(), error.param(), error.code());
            case TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE ->
                Failure.unavailable("The language model's server is too busy.", RETRY);
            case null,
                    default ->
                Failure.server(HttpStatus.BAD_GATEWAY,
                        "The language model's server failed; whoever runs this server finds why in its log.",
                        reason(server, fault));
        };
    }

    private static String reason(String server, IOException failure) {
        return "%s: %s".formatted(server, failure);
    }

}
