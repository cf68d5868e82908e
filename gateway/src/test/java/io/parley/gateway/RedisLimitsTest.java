package io.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.parley.accounts.keys.Limits;
import io.parley.accounts.keys.Scope;
import io.parley.testing.servers.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways that count in one Redis. */
class RedisLimitsTest {

    private static final int PER_MINUTE = 100;

    @Test
    void twoGatewaysKeepOneLimitAndEachItsOwnWhileRedisIsAway(@TempDir Path home) throws Exception {
        try (TestServer redis = TestServer.redis()) {
            Map<String, String> properties = properties(redis);
            try (RunningGateway one = new RunningGateway(home, properties);
                    RunningGateway other = new RunningGateway(home, properties)) {
                String key = one.key(new Limits(PER_MINUTE, null, null), Scope.SPEAK).text();
                long start = System.nanoTime();
                AtomicInteger granted = new AtomicInteger();
                IntStream.range(0, 300).parallel().forEach((i) -> {
                    if (status((i % 2 == 0) ? one : other, key) == 200) {
                        granted.incrementAndGet();
                    }
                });
                long refilled = (System.nanoTime() - start) * PER_MINUTE / Duration.ofMinutes(1).toNanos() + 1;
                assertThat(granted.get()).isBetween(PER_MINUTE, PER_MINUTE + (int) refilled);

                redis.stop();
                assertThat(status(one, key)).as("counted alone").isEqualTo(200);
                assertThat(status(other, key)).as("counted alone").isEqualTo(200);
                assertTimeoutPreemptively(Duration.ofMinutes(1),
                        () -> IntStream.range(0, 50).forEach((i) -> status(one, key)), "50 requests without Redis");
            }
        }
    }

    @Test
    void requestsAtATimeAreCountedTogether(@TempDir Path home) throws Exception {
        try (TestServer redis = TestServer.redis()) {
            Map<String, String> properties = properties(redis);
            try (RunningGateway one = new RunningGateway(home, properties);
                    RunningGateway other = new RunningGateway(home, properties)) {
                BlockingQueue<String> go = one.hold(RunningGateway.SPEECH);
                String key = one.key(new Limits(null, null, 1), Scope.SPEAK).text();
                CompletableFuture<Integer> running = CompletableFuture.supplyAsync(() -> status(one, key));
                one.passed.take();
                assertThat(status(other, key)).isEqualTo(429);
                go.add("go");
                assertThat(running.get()).isEqualTo(200);
                // given back when the answer has been sent, which the caller may notice a
                // moment earlier
                await().untilAsserted(() -> assertThat(status(other, key)).isEqualTo(200));
            }
        }
    }

    /** Patient, since on a busy machine a slow answer would count as Redis being away. */
    private static Map<String, String> properties(TestServer redis) {
        return Map.of("parley.gateway.limits.redis", "redis://127.0.0.1:" + redis.port(),
                "parley.gateway.limits.redis-timeout", "5s");
    }

    private static int status(RunningGateway gateway, String key) {
        try {
            return gateway.post(RunningGateway.SPEECH, key).statusCode();
        }
        catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }

}
