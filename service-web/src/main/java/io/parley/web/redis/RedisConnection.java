package io.parley.web.redis;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a Redis, made when first asked for, and made again by itself when it
 * broke. While it is broken commands fail at once: nobody waits longer than the timeout.
 * Thread-safe.
 */
public final class RedisConnection implements AutoCloseable {

    /** Before one that could not be reached is tried again. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final RedisClient client;

    private @Nullable StatefulRedisConnection<String, byte[]> connection;

    private long tryAgain = System.nanoTime();

    /**
     * Connects to nothing yet.
     * @param redis as {@code redis://HOST:PORT}
     * @param timeout for a connection, and for each command
     */
    public RedisConnection(URI redis, Duration timeout) {
        RedisURI uri = RedisURI.create(redis);
        uri.setTimeout(timeout);
        this.client = RedisClient.create(uri);
        this.client.setOptions(ClientOptions.builder()
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .socketOptions(SocketOptions.builder().connectTimeout(timeout).build())
            .timeoutOptions(TimeoutOptions.enabled(timeout))
            .build());
    }

    /**
     * The connection, of keys in UTF-8 and values of bytes.
     * @throws RedisException if there is none, or was none a moment ago
     */
    public synchronized StatefulRedisConnection<String, byte[]> get() {
        StatefulRedisConnection<String, byte[]> open = this.connection;
        if (open == null) {
            if (System.nanoTime() - this.tryAgain < 0) {
                throw new RedisConnectionException("Redis could not be reached a moment ago");
            }
            try {
                open = this.client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
            }
            catch (RedisException ex) {
                this.tryAgain = System.nanoTime() + PAUSE.toNanos();
                throw ex;
            }
            this.connection = open;
        }
        return open;
    }

    @Override
    public void close() {
        this.client.shutdown(0, 1, TimeUnit.SECONDS);
    }

}
