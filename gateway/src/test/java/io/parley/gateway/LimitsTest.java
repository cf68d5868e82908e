package io.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

import io.parley.accounts.keys.Limits;
import io.parley.accounts.keys.NewApiKey;
import io.parley.accounts.keys.Scope;
import io.parley.accounts.usage.Usage;
import io.parley.accounts.usage.UsageRow;
import io.parley.accounts.usage.UsageRows;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much a caller may have, counted in memory. */
class LimitsTest {

    @TempDir
    private static Path home;

    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = new RunningGateway(home, Map.of("parley.gateway.limits.jobs.classify.requests-per-minute", "1"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void requestsAMinuteAreCountedByKeyAndJob() throws Exception {
        String key = gateway.key(new Limits(2, null, null), Scope.SPEAK, Scope.TRANSCRIBE).text();
        HttpResponse<String> first = gateway.post(RunningGateway.SPEECH, key);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("x-ratelimit-limit-requests")).contains("2");
        assertThat(first.headers().firstValue("x-ratelimit-remaining-requests")).contains("1");
        assertThat(first.headers().firstValue("x-ratelimit-reset-requests").orElseThrow()).endsWith("s");
        assertThat(gateway.post(RunningGateway.SPEECH, key).statusCode()).isEqualTo(200);
        HttpResponse<String> refused = gateway.post(RunningGateway.SPEECH, key);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(RunningGateway.code(refused)).isEqualTo("rate_limit_exceeded");
        assertThat(RunningGateway.json(refused).at("/error/type").stringValue()).isEqualTo("rate_limit_error");
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 30L);
        assertThat(refused.headers().firstValue("x-ratelimit-remaining-requests")).contains("0");
        assertThat(gateway.post(RunningGateway.TRANSCRIPTIONS, key).statusCode()).as("another job").isEqualTo(200);
        String other = gateway.key(new Limits(2, null, null), Scope.SPEAK).text();
        assertThat(gateway.post(RunningGateway.SPEECH, other).statusCode()).as("another key").isEqualTo(200);
    }

    @Test
    void keysThatSayNothingHaveTheConfiguredLimits() throws Exception {
        String key = gateway.key(Scope.CLASSIFY, Scope.SPEAK).text();
        assertThat(gateway.post("/v1/audio/classification", key).statusCode()).isEqualTo(200);
        assertThat(gateway.post("/v1/audio/classification", key).statusCode()).isEqualTo(429);
        assertThat(gateway.post(RunningGateway.SPEECH, key).headers().firstValue("x-ratelimit-limit-requests"))
            .isEmpty();
    }

    @Test
    void soundIsCountedByWhatServicesWroteDown() throws Exception {
        NewApiKey key = gateway.key(new Limits(null, 60L, null), Scope.TRANSCRIBE, Scope.SPEAK);
        assertThat(gateway.post(RunningGateway.TRANSCRIPTIONS, key.text()).statusCode()).isEqualTo(200);
        gateway.bean(UsageRows.class)
            .add(new UsageRow("a", "req", "key:" + key.key().id(), Scope.TRANSCRIBE, "whisper-base",
                    LocalDate.now(ZoneOffset.UTC), Usage.heard(60, 0)));
        HttpResponse<String> refused = gateway.post(RunningGateway.TRANSCRIPTIONS, key.text());
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(RunningGateway.code(refused)).isEqualTo("insufficient_quota");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.headers().firstValue("x-should-retry")).contains("false");
        assertThat(gateway.post(RunningGateway.SPEECH, key.text()).statusCode()).isEqualTo(200);
    }

    @Test
    void requestsAtATimeAreCountedUntilTheyEnd(@TempDir Path other) throws Exception {
        try (RunningGateway held = new RunningGateway(other, Map.of())) {
            BlockingQueue<String> go = held.hold(RunningGateway.SPEECH);
            String key = held.key(new Limits(null, null, 2), Scope.SPEAK).text();
            CompletableFuture<Integer> one = begin(held, key);
            held.passed.take();
            CompletableFuture<Integer> two = begin(held, key);
            held.passed.take();
            HttpResponse<String> refused = held.post(RunningGateway.SPEECH, key);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(RunningGateway.code(refused)).isEqualTo("rate_limit_exceeded");
            go.add("go");
            go.add("go");
            assertThat(one.get()).isEqualTo(200);
            assertThat(two.get()).isEqualTo(200);
            go.add("go");
            assertThat(held.post(RunningGateway.SPEECH, key).statusCode()).isEqualTo(200);
        }
    }

    private static CompletableFuture<Integer> begin(RunningGateway gateway, String key) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return gateway.post(RunningGateway.SPEECH, key).statusCode();
            }
            catch (Exception ex) {
                throw new IllegalStateException(ex);
            }
        });
    }

    @Test
    void usageIsOnesOwnUnlessOneIsAdmin() throws Exception {
        NewApiKey one = gateway.key(Scope.SPEAK);
        NewApiKey other = gateway.key(Scope.SPEAK);
        String admin = gateway.key(Scope.ADMIN).text();
        for (NewApiKey key : new NewApiKey[] { one, other }) {
            gateway.bean(UsageRows.class)
                .add(new UsageRow(key.key().id(), "req", "key:" + key.key().id(), Scope.SPEAK, "kokoro-82m",
                        LocalDate.now(ZoneOffset.UTC), Usage.spoken(20, 1.5)));
        }
        HttpResponse<String> own = gateway.get("/v1/usage", one.text());
        assertThat(own.statusCode()).isEqualTo(200);
        assertThat(RunningGateway.json(own).get("data").size()).isEqualTo(1);
        assertThat(own.body()).contains("\"audio_seconds_out\":1.5", one.key().id()).doesNotContain(other.key().id());
        assertThat(gateway.get("/v1/usage?caller=key:" + other.key().id(), one.text()).statusCode()).isEqualTo(403);
        assertThat(gateway.get("/v1/usage", admin).body()).contains(one.key().id(), other.key().id());
        assertThat(gateway.get("/v1/usage?caller=key:" + other.key().id(), admin).body()).contains(other.key().id())
            .doesNotContain(one.key().id());
        assertThat(gateway.get("/v1/usage?from=yesterday", admin).statusCode()).isEqualTo(400);
        assertThat(gateway.get("/v1/usage?from=2026-01-02&to=2026-01-01", admin).statusCode()).isEqualTo(400);
    }

}
