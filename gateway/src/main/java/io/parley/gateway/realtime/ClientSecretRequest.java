package io.parley.gateway.realtime;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.parley.web.error.FailureException;
import org.jspecify.annotations.Nullable;

/**
 * A secret for a client that is asked for.
 *
 * @param expiresAfter how long it is good
 * @param session how its conversation shall begin, for the client to read; a model that
 * it names is the only one that the secret is good for
 */
record ClientSecretRequest(@JsonProperty("expires_after") @Nullable ExpiresAfter expiresAfter,
        @Nullable Map<String, Object> session) {

    private static final int LEAST = 10;

    private static final int MOST = 7200;

    private static final int USUAL = 600;

    /**
     * How long it is good.
     *
     * @param anchor from when: always "created_at"
     * @param seconds how long
     */
    record ExpiresAfter(@Nullable String anchor, @Nullable Integer seconds) {
    }

    /**
     * Names of the models that it is good for; none if it names none.
     * @throws FailureException if the model's name is no text
     */
    Set<String> models() {
        Object model = (this.session != null) ? this.session.get("model") : null;
        if (model == null) {
            return Set.of();
        }
        if (model instanceof String name && !name.isBlank()) {
            return Set.of(name);
        }
        throw FailureException.badField("session.model", "The field 'session.model' is the name of a model.");
    }

    /**
     * How long it is good.
     * @throws FailureException if that cannot be
     */
    Duration lifetime() {
        Integer seconds = (this.expiresAfter != null) ? this.expiresAfter.seconds() : null;
        if (seconds == null) {
            return Duration.ofSeconds(USUAL);
        }
        if (seconds < LEAST || seconds > MOST) {
            throw FailureException.badField("expires_after",
                    "The field 'expires_after.seconds' is a number from %d to %d.".formatted(LEAST, MOST));
        }
        return Duration.ofSeconds(seconds);
    }

}
