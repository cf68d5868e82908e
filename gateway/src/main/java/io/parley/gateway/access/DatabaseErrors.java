package io.parley.gateway.access;

import java.time.Duration;

import io.parley.accounts.DatabaseException;
import io.parley.web.error.ErrorMapping;
import io.parley.web.error.Failure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** A database of keys and usage that does not answer. */
@Component
@Order(0)
final class DatabaseErrors implements ErrorMapping {

    private static final Logger log = LoggerFactory.getLogger(DatabaseErrors.class);

    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    @Override
    public @Nullable Failure map(Throwable error) {
        if (!(error instanceof DataAccessException || error instanceof DatabaseException)) {
            return null;
        }
        log.warn("the database of keys and usage does not answer: {}", error.getMessage());
        log.debug("the database of keys and usage does not answer", error);
        return Failure.unavailable("Keys and usage cannot be looked up now.", TRY_AGAIN);
    }

}
