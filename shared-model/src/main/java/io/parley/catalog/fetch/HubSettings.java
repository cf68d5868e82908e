package io.parley.catalog.fetch;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * How to reach the model hub.
 *
 * @param address its base, {@code http} or {@code https}
 * @param token sent to that address and to no other; null for none
 * @param connectTimeout how long a connection may take
 * @param stallTimeout after how long without an answer or a byte a connection is given up
 */
public record HubSettings(URI address, @Nullable String token, Duration connectTimeout, Duration stallTimeout) {

    private static final String PUBLIC_HUB = "https://huggingface.co";

    public HubSettings {
        String scheme = String.valueOf(address.getScheme());
        if (!scheme.matches("https?") || address.getHost() == null) {
            throw new IllegalArgumentException(
                    "the model hub's address must begin with https:// or http://: " + address);
        }
    }

    /**
     * As other tools read the environment: {@code HF_ENDPOINT} and {@code HF_TOKEN}.
     * @throws IllegalArgumentException if the address is none
     */
    public static HubSettings fromEnvironment(Map<String, String> environment) {
        String address = Objects.requireNonNullElse(blankToNull(environment.get("HF_ENDPOINT")), PUBLIC_HUB);
        return new HubSettings(URI.create(address), blankToNull(environment.get("HF_TOKEN")), Duration.ofSeconds(5),
                Duration.ofSeconds(60));
    }

    private static @Nullable String blankToNull(@Nullable String value) {
        return (value == null || value.isBlank()) ? null : value.strip();
    }

    /** The same with another address. */
    public HubSettings withAddress(URI other) {
        return new HubSettings(other, this.token, this.connectTimeout, this.stallTimeout);
    }

    // the token stays out of logs
    @Override
    public String toString() {
        return "HubSettings[address=" + this.address + ", token=" + ((this.token != null) ? "set" : "none") + "]";
    }

}
