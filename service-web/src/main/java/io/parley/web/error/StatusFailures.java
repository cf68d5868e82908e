package io.parley.web.error;

import java.time.Duration;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** Says in a sentence what only a status says. */
final class StatusFailures {

    private StatusFailures() {
    }

    /** The failure for a status that came without an exception that we know. */
    static Failure of(int status) {
        return switch (HttpStatus.resolve(status)) {
            case NOT_FOUND ->
                Failure.invalid(HttpStatus.NOT_FOUND, "There is nothing at this path.", null, "unknown_url");
            case METHOD_NOT_ALLOWED -> Failure.invalid(HttpStatus.METHOD_NOT_ALLOWED,
                    "This path does not take this method.", null, "method_not_allowed");
            case CONTENT_TOO_LARGE -> Failure.tooLarge("The request's body is larger than this server takes.");
            case SERVICE_UNAVAILABLE ->
                Failure.unavailable("The server is not able to take requests now.", Duration.ofSeconds(5));
            case null -> generic(status);
            default -> generic(status);
        };
    }

    private static Failure generic(int status) {
        HttpStatusCode code = HttpStatusCode.valueOf(status);
        if (code.is4xxClientError()) {
            return Failure.invalid(code, "The request could not be understood.", null, null);
        }
        HttpStatusCode fault = code.is5xxServerError() ? code : HttpStatus.INTERNAL_SERVER_ERROR;
        return Failure.server(fault, "The server had an error while processing the request.");
    }

}
