package io.parley.gateway;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;

import io.parley.accounts.keys.Scope;
import io.parley.testing.servers.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A gateway whose PostgreSQL goes away and comes back. */
class DatabaseOutageTest {

    @Test
    void callersAreToldToTryAgainUntilItIsBack(@TempDir Path home) throws Exception {
        try (TestServer postgres = TestServer.postgres();
                RunningGateway gateway = new RunningGateway(home, Map.of("parley.database.url",
                        "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(postgres.port()),
                        "parley.database.username", "parley", "parley.gateway.authentication.key-cache", "1ms"))) {
            String key = gateway.key(Scope.SPEAK).text();
            assertThat(gateway.post(RunningGateway.SPEECH, key).statusCode()).isEqualTo(200);
            postgres.stop();
            HttpResponse<String> refused = gateway.post(RunningGateway.SPEECH, key);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(RunningGateway.json(refused).at("/error/message").asString()).contains("looked up");
            postgres.start();
            assertThat(gateway.post(RunningGateway.SPEECH, key).statusCode()).isEqualTo(200);
        }
    }

}
