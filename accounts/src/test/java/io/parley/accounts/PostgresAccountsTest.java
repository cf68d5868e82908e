package io.parley.accounts;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.accounts.keys.ApiKeys;
import io.parley.accounts.keys.Scope;
import io.parley.accounts.usage.Usage;
import io.parley.accounts.usage.UsageRow;
import io.parley.accounts.usage.UsageRows;
import io.parley.accounts.usage.UsageTotal;
import io.parley.accounts.usage.UsageWriter;
import io.parley.testing.servers.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

/** The same on PostgreSQL. */
class PostgresAccountsTest extends AccountsContract {

    private static final int ANSWERS = 4;

    private static TestServer server;

    private static Database database;

    @BeforeAll
    static void open() {
        server = TestServer.postgres();
        database = of(server, "parley");
    }

    private static Database of(TestServer server, String user) {
        return new Database(new DatabaseProperties("jdbc:postgresql://127.0.0.1:%d/postgres".formatted(server.port()),
                user, null, 8), Path.of("unused"));
    }

    @AfterAll
    static void close() {
        if (database != null) {
            database.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void usageWaitsForADatabaseThatIsAway() {
        UsageRows rows = new UsageRows(database);
        String caller = caller();
        UsageRow twice = row(caller, Scope.TRANSCRIBE, "a", Usage.heard(2, 0));
        database.client();
        try (UsageWriter writer = new UsageWriter(rows, new SimpleMeterRegistry())) {
            writer.write(row(caller, Scope.TRANSCRIBE, "a", Usage.heard(1, 0)));
            server.stop();
            writer.write(twice);
            assertTimeout(Duration.ofSeconds(1), () -> {
                writer.write(twice);
                writer.write(row(caller, Scope.TRANSCRIBE, "a", Usage.heard(4, 0)));
            }, "the ones behind the first that is held");
            server.start();
            await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(rows.totals(DAY, DAY, caller))
                    .containsExactly(new UsageTotal(DAY, caller, "transcribe", "a", 3, Usage.heard(7, 0))));
        }
    }

    @Test
    void noAnswerWaitsForADatabaseThatHasNeverBeenThere() throws Exception {
        String caller = caller();
        try (TestServer late = TestServer.postgres(); Database unopened = of(late, "parley")) {
            late.stop();
            UsageRows rows = new UsageRows(unopened);
            MeterRegistry meters = new SimpleMeterRegistry();
            try (UsageWriter writer = new UsageWriter(rows, meters);
                    ExecutorService answers = Executors.newVirtualThreadPerTaskExecutor()) {
                CompletableFuture<?>[] ends = Stream
                    .generate(() -> CompletableFuture
                        .runAsync(() -> writer.write(row(caller, Scope.TRANSCRIBE, "a", Usage.heard(1, 0))), answers))
                    .limit(ANSWERS)
                    .toArray(CompletableFuture[]::new);
                CompletableFuture.allOf(ends).get(1, TimeUnit.SECONDS);
                assertThat(meters.get("parley.usage.held").gauge().value()).isEqualTo(ANSWERS);
                late.start();
                await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(rows.totals(DAY, DAY, caller)).containsExactly(
                            new UsageTotal(DAY, caller, "transcribe", "a", ANSWERS, Usage.heard(ANSWERS, 0))));
            }
        }
    }

    @Test
    void usageThatDoesNotFitCountsAsLost() {
        MeterRegistry meters = new SimpleMeterRegistry();
        database.client();
        try (UsageWriter writer = new UsageWriter(new UsageRows(database), meters)) {
            writer.write(row(caller(), Scope.SPEAK, "a".repeat(201), Usage.heard(1, 0)));
            assertThat(meters.get("parley.usage.lost").counter().count()).isOne();
            assertThat(meters.get("parley.usage.held").gauge().value()).isZero();
        }
    }

    /** As SECURITY.md says of a user of the services' own. */
    @Test
    void aServiceNeedsToAddUsageOnly() {
        database.client().sql("""
                create role service login;
                grant select on flyway_schema_history to service;
                grant insert on usage_row to service""").update();
        UsageRow row = row(caller(), Scope.SPEAK, "a", Usage.heard(1, 0));
        try (Database asService = of(server, "service")) {
            UsageRows rows = new UsageRows(asService);
            assertThat(rows.add(row)).isTrue();
            assertThat(rows.add(row)).isFalse();
            assertThatThrownBy(() -> new ApiKeys(asService, new SecureRandom(), Clock.systemUTC()).list()).rootCause()
                .hasMessageContaining("permission denied");
        }
    }

    @Override
    Database database() {
        return database;
    }

}
