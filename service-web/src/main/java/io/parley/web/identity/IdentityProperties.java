package io.parley.web.identity;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the gateway and its services know each other.
 *
 * @param secret with which the gateway signs who calls, 32 bytes or more, the same for
 * all; where there is none, services take any call
 */
@ConfigurationProperties("parley.identity")
public record IdentityProperties(@Nullable String secret) {

    private static final int LEAST_BYTES = 32;

    /**
     * Checks.
     * @throws IllegalArgumentException if the secret is too short
     */
    public IdentityProperties {
        if (secret != null && secret.getBytes(StandardCharsets.UTF_8).length < LEAST_BYTES) {
            throw new IllegalArgumentException("parley.identity.secret has %d bytes or more.".formatted(LEAST_BYTES));
        }
    }

    /** Without what a log must not show. */
    @Override
    public String toString() {
        return "IdentityProperties[secret=%s]".formatted((this.secret != null) ? "set" : "none");
    }

}
