package io.parley.catalog.fetch;

import java.net.ProxySelector;
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
 * @param proxy says which way to go, or null for Java's own
 */
public record HubSettings(URI address, @Nullable String token, Duration connectTimeout, Duration stallTimeout,
        @Nullable ProxySelector proxy) {

    private static final String PUBLIC_HUB = "https://huggingface.co";

    public HubSettings {
        String scheme = String.valueOf(address.getScheme());
        if (!scheme.matches("https?") || address.getHost() == null) {
            throw new IllegalArgumentException(
                    "the model hub's address must begin with https:// or http://: " + address);
        }
    }

    /** A hub that is reached in Java's own way. */
    public HubSettings(URI address, @Nullable String token, Duration connectTimeout, Duration stallTimeout) {
        this(address, token, connectTimeout, stallTimeout, null);
    }

    /**
     * As other tools read the environment: {@code HF_ENDPOINT}, {@code HF_TOKEN},
     * {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY}.
     * @throws IllegalArgumentException if the address is none
     */
    public static HubSettings fromEnvironment(Map<String, String> environment) {
        String address = Objects.requireNonNullElse(blankToNull(environment.get("HF_ENDPOINT")), PUBLIC_HUB);
        return new HubSettings(URI.create(address), blankToNull(environment.get("HF_TOKEN")), Duration.ofSeconds(5),
                Duration.ofSeconds(60), new EnvironmentProxy(environment));
    }

    private static @Nullable String blankToNull(@Nullable String value) {
        return (value == null || value.isBlank()) ? null : value.strip();
    }

    /** The same with another address. */
    public HubSettings withAddress(URI other) {
        return new HubSettings(other, this.token, this.connectTimeout, this.stallTimeout, this.proxy);
    }

    // the token stays out of logs
    @Override
    public String toString() {
        return "HubSettings[address=" + this.address + ", token=" + ((this.token != null) ? "set" : "none") + "]";
    }

}
