package io.parley.gateway.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What an operator can set of the gateway.
 *
 * @param services where each service listens, by its short name, as "asr"
 * @param maxUpload most bytes of an audio file
 * @param connectTimeout how long a service may take to accept a connection
 * @param firstByteTimeout how long a service may take to begin its answer once it has the
 * whole request
 * @param idleTimeout how long a service may be silent in the middle of an answer
 * @param linkTimeout how long a service that others wait for may leave new connections
 * without an answer, three times in a row, before what waits is ended; 0 for never
 * @param askTimeout how long a service may take to say how it is or what it serves
 * @param allowedOrigins other sites whose pages may call from a browser
 */
@ConfigurationProperties("parley.gateway")
public record GatewayProperties(Map<String, URI> services, @DefaultValue("26214400B") DataSize maxUpload,
        @DefaultValue("5s") Duration connectTimeout, @DefaultValue("1h") Duration firstByteTimeout,
        @DefaultValue("5m") Duration idleTimeout, @DefaultValue("5s") Duration linkTimeout,
        @DefaultValue("3s") Duration askTimeout, @DefaultValue List<String> allowedOrigins) {

    /** What a form's other fields and its boundaries may take beside the file. */
    private static final DataSize BESIDE_THE_FILE = DataSize.ofMegabytes(1);

    /**
     * Where a service listens.
     * @throws IllegalStateException if it is not configured
     */
    public URI service(String name) {
        URI uri = this.services.get(name);
        if (uri == null) {
            throw new IllegalStateException("parley.gateway.services.%s is not set".formatted(name));
        }
        return uri;
    }

    /**
     * Most bytes of a whole request body: above it there is surely a file that is too
     * large.
     */
    public long maxBody() {
        return this.maxUpload.toBytes() + BESIDE_THE_FILE.toBytes();
    }

}
