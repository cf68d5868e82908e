package io.parley.web.error;

import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/**
 * Finds how an exception is answered. One that no mapping knows is logged in full and
 * answered without details.
 */
public final class Failures {

    private static final Logger log = LoggerFactory.getLogger(Failures.class);

    private final List<ErrorMapping> mappings;

    /**
     * Makes the finder.
     * @param mappings in the order in which they are asked
     */
    public Failures(List<ErrorMapping> mappings) {
        this.mappings = List.copyOf(mappings);
    }

    /** How an exception is answered. */
    public Failure of(Throwable error) {
        for (ErrorMapping mapping : this.mappings) {
            Failure failure = mapping.map(error);
            if (failure != null) {
                note(failure, error);
                return failure;
            }
        }
        log.error("a request failed unexpectedly", error);
        return Failure.server(HttpStatus.INTERNAL_SERVER_ERROR,
                "The server had an error while processing the request; the log has it under the request's id.");
    }

    private static void note(Failure failure, Throwable error) {
        if (failure.reason() != null) {
            log.error("a request failed: {}", failure.reason());
            log.debug("a request failed", error);
        }
        else if (failure.status().value() == HttpStatus.INTERNAL_SERVER_ERROR.value()) {
            log.error("a request failed: {}", failure.error().message(), error);
        }
        else {
            log.debug("answered {}: {}", failure.status().value(), failure.error().message(), error);
        }
    }

}
