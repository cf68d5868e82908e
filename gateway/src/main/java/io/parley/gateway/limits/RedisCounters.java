package io.parley.gateway.limits;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.parley.web.redis.RedisConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts in Redis, for all gateways that name the same one. A stream is held by a lease
 * that its gateway renews, so that those of one that dies are free again after a minute.
 * Connects when first asked.
 */
final class RedisCounters implements Counters {

    private static final Logger log = LoggerFactory.getLogger(RedisCounters.class);

    private static final String PREFIX = "parley:";

    private static final Duration LEASE = Duration.ofMinutes(1);

    private static final Duration RENEWAL = Duration.ofSeconds(20);

    /** Redis's own clock counts, since gateways' may differ. */
    private static final String OPEN = """
            local now = tonumber(redis.call('TIME')[1])
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
            if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
            redis.call('ZADD', KEYS[1], now + tonumber(ARGV[3]), ARGV[1])
            redis.call('EXPIRE', KEYS[1], ARGV[3])
            return 1""";

    private static final String RENEW = """
            local now = tonumber(redis.call('TIME')[1])
            redis.call('ZADD', KEYS[1], 'XX', now + tonumber(ARGV[2]), ARGV[1])
            redis.call('EXPIRE', KEYS[1], ARGV[2])
            return 1""";

    private final RedisConnection redis;

    private final Duration timeout;

    private final Map<String, String> leases = new ConcurrentHashMap<>();

    private final ScheduledExecutorService renewal = Executors
        .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("renew-streams").factory());

    private volatile @Nullable Connected connected;

    RedisCounters(URI redis, Duration timeout) {
        this.timeout = timeout;
        this.redis = new RedisConnection(redis, timeout);
        this.renewal.scheduleAtFixedRate(this::renew, RENEWAL.toSeconds(), RENEWAL.toSeconds(), TimeUnit.SECONDS);
    }

    private Connected connected() {
        Connected open = this.connected;
        return (open != null) ? open : connect();
    }

    private synchronized Connected connect() {
        Connected open = this.connected;
        if (open == null) {
            StatefulRedisConnection<String, byte[]> connection = this.redis.get();
            open = new Connected(connection.sync(),
                    new Rates(Bucket4jLettuce.casBasedBuilder(connection)
                        .expirationAfterWrite(Rates.forgotten())
                        .requestTimeout(this.timeout)
                        .build()));
            this.connected = open;
        }
        return open;
    }

    @Override
    public Taken take(String name, int perMinute) {
        return connected().rates().take(PREFIX + "rate:" + name, perMinute);
    }

    @Override
    public boolean open(String name, String stream, int most) {
        String key = PREFIX + "streams:" + name;
        Long opened = connected().commands()
            .eval(OPEN, ScriptOutputType.INTEGER, new String[] { key }, bytes(stream), bytes(Integer.toString(most)),
                    bytes(Long.toString(LEASE.toSeconds())));
        if (opened == null || opened == 0) {
            return false;
        }
        this.leases.put(stream, key);
        return true;
    }

    @Override
    public void close(String name, String stream) {
        String key = this.leases.remove(stream);
        if (key != null) {
            connected().commands().zrem(key, bytes(stream));
        }
    }

    private void renew() {
        try {
            this.leases.forEach((stream, key) -> connected().commands()
                .eval(RENEW, ScriptOutputType.INTEGER, new String[] { key }, bytes(stream),
                        bytes(Long.toString(LEASE.toSeconds()))));
        }
        catch (RedisException ex) {
            log.debug("streams could not be renewed", ex);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        this.renewal.shutdownNow();
        this.redis.close();
    }

    private record Connected(RedisCommands<String, byte[]> commands, Rates rates) {
    }

}
