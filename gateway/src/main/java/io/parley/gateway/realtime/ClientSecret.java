package io.parley.gateway.realtime;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A secret for a client.
 *
 * @param value what it shows in a key's place
 * @param expiresAt in seconds since 1970
 * @param session as it was asked for
 */
record ClientSecret(String value, @JsonProperty("expires_at") long expiresAt, Map<String, Object> session) {

    /** Without what a log must not show. */
    @Override
    public String toString() {
        return "ClientSecret[expiresAt=%d]".formatted(this.expiresAt);
    }

}
