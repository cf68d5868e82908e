package io.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

import com.sun.net.httpserver.Headers;
import io.parley.accounts.keys.ApiKeys;
import io.parley.accounts.keys.NewApiKey;
import io.parley.accounts.keys.Scope;
import io.parley.gateway.access.UnprotectedAddressException;
import io.parley.web.identity.Identity;
import io.parley.web.identity.IdentityTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** Who comes in, and what they may do. */
@ExtendWith(OutputCaptureExtension.class)
class AccessTest {

    @TempDir
    private static Path home;

    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = new RunningGateway(home, Map.of("logging.level.io.parley", "trace"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void nobodyComesInWithoutAKey() throws Exception {
        HttpResponse<String> response = gateway
            .send(gateway.request(RunningGateway.TRANSCRIPTIONS).POST(BodyPublishers.ofString("x")));
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(RunningGateway.code(response)).isEqualTo("invalid_api_key");
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(response.headers().firstValue("x-request-id")).isPresent();
        assertThat(gateway.passed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "none", "sk-parley-000000000000-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "a.b.c",
            "sk-parley-", "%00", "' or 1=1 --" })
    void nobodyComesInWithAWrongKey(String wrong) throws Exception {
        HttpResponse<String> response = gateway.post(RunningGateway.TRANSCRIPTIONS, wrong);
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(RunningGateway.code(response)).isEqualTo("invalid_api_key");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/v1/models", "/v1/usage", "/v1/admin/keys", "/actuator/prometheus", "/nothing",
            "/v1/audio/voices", "/v1/status", "/v1/audio/speech;a=b", "/swagger-ui/..;/v1/models",
            "/swagger-ui/%2e%2e/v1/models", "/actuator/health/../prometheus", "/v1/models/a%2Fb" })
    void nothingElseIsThereWithoutAKey(String path) throws Exception {
        assertThat(gateway.send(gateway.request(path)).statusCode()).isIn(400, 401);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/", "/page/main.js", "/page/look.css", "/page/icon.svg", "/v3/api-docs",
            "/v3/api-docs.yaml", "/swagger-ui/index.html", "/actuator/health/liveness" })
    void pagesAndHealthAreForEverybody(String path) throws Exception {
        assertThat(gateway.send(gateway.request(path)).statusCode()).isEqualTo(200);
    }

    @Test
    void aServiceIsToldWhoCallsAndNothingMore() throws Exception {
        NewApiKey key = gateway.key(Scope.TRANSCRIBE);
        gateway.passed.clear();
        HttpResponse<String> response = gateway.send(gateway.request(RunningGateway.TRANSCRIPTIONS)
            .header("Authorization", "Bearer " + key.text())
            .header("X-Parley-Identity", "admin")
            .header("x-parley-identity", "another")
            .header("Cookie", "a=b")
            .POST(BodyPublishers.ofString("x")));
        assertThat(response.statusCode()).isEqualTo(200);
        Headers headers = gateway.passed.take();
        assertThat(headers).doesNotContainKeys("Authorization", "Cookie");
        assertThat(headers.get(Identity.HEADER)).hasSize(1);
        Identity identity = new IdentityTokens(RunningGateway.SECRET, Clock.systemUTC())
            .read(headers.getFirst(Identity.HEADER))
            .orElseThrow();
        assertThat(identity.caller()).isEqualTo("key:" + key.key().id());
        assertThat(identity.job()).isEqualTo(Scope.TRANSCRIBE);
        assertThat(new IdentityTokens("another secret, which has 32 bytes, too", Clock.systemUTC())
            .read(headers.getFirst(Identity.HEADER))).isEmpty();
    }

    @Test
    void aKeyOpensOnlyTheDoorsOfItsScopes() throws Exception {
        String key = gateway.key(Scope.SPEAK).text();
        assertThat(gateway.post(RunningGateway.SPEECH, key).statusCode()).isEqualTo(200);
        HttpResponse<String> refused = gateway.post(RunningGateway.TRANSCRIPTIONS, key);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("transcribe");
        assertThat(RunningGateway.code(refused)).isEqualTo("insufficient_scope");
        assertThat(gateway.get("/v1/admin/keys", key).statusCode()).isEqualTo(403);
        assertThat(gateway.get("/v1/models", key).statusCode()).isEqualTo(200);
    }

    @Test
    void adminsMakeListAndRevokeKeys() throws Exception {
        String admin = gateway.key(Scope.ADMIN).text();
        HttpResponse<String> made = gateway.post("/v1/admin/keys", admin, """
                {"name": "the app", "scopes": ["transcribe"], "models": ["whisper-1"],
                 "limits": {"requests_per_minute": 60}}""");
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.headers().firstValue("Cache-Control")).contains("no-store");
        JsonNode entry = RunningGateway.json(made);
        String key = entry.get("key").stringValue();
        String id = entry.get("id").stringValue();
        assertThat(key).startsWith(entry.get("prefix").stringValue());
        HttpResponse<String> list = gateway.get("/v1/admin/keys", admin);
        assertThat(list.body()).contains(id, "the app").doesNotContain(key);
        assertThat(gateway.post(RunningGateway.TRANSCRIPTIONS, key).statusCode()).isEqualTo(200);
        assertThat(RunningGateway.json(gateway.get("/v1/models", key)).get("data").size()).isEqualTo(1);
        assertThat(gateway.get("/v1/models/tts-1", key).statusCode()).isEqualTo(404);
        // a model that goes by an allowed name, and nothing of the machine
        assertThat(gateway.get("/v1/status", key).body()).contains("whisper-base")
            .doesNotContain("kokoro-82m", "1@host");
        assertThat(gateway.get("/v1/status", admin).body()).contains("whisper-base", "kokoro-82m", "1@host");
        HttpResponse<String> revoked = gateway
            .send(gateway.request("/v1/admin/keys/" + id).header("Authorization", "Bearer " + admin).DELETE());
        assertThat(RunningGateway.json(revoked).get("revoked_at").isNumber()).isTrue();
        assertThat(gateway.post(RunningGateway.TRANSCRIPTIONS, key).statusCode()).isEqualTo(401);
        assertThat(gateway.get("/v1/admin/keys/nobody", admin).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "[]", "{}", "{\"name\": 5}", "{\"name\": \"\"}", "{\"name\": \"a\", \"scopes\": []}",
            "{\"name\": \"a\", \"scopes\": [\"everything\"]}", "{\"name\": \"a\", \"scopes\": [null]}",
            "{\"name\": \"a\", \"models\": [\"b c\"]}", "{\"name\": \"a\", \"models\": [null]}",
            "{\"name\": \"a\", \"limits\": {\"requests_per_minute\": 0}}", "{\"name\": \"a\", \"limits\": 1}" })
    void aKeyThatMakesNoSenseIsRefused(String body) throws Exception {
        String admin = gateway.key(Scope.ADMIN).text();
        assertThat(gateway.post("/v1/admin/keys", admin, body).statusCode()).as(body)
            .isEqualTo(body.equals("{\"name\": 5}") ? 201 : 400);
    }

    @Test
    void keysAreInNoLogAndNoMetric(CapturedOutput output) throws Exception {
        NewApiKey admin = gateway.key(Scope.ADMIN, Scope.TRANSCRIBE);
        String made = RunningGateway.json(gateway.post("/v1/admin/keys", admin.text(), "{\"name\": \"a\"}"))
            .get("key")
            .stringValue();
        gateway.post(RunningGateway.TRANSCRIPTIONS, admin.text());
        gateway.post(RunningGateway.TRANSCRIPTIONS, admin.text() + "x");
        gateway.get("/nothing?key=" + admin.text(), admin.text());
        String metrics = gateway.get("/actuator/prometheus", admin.text()).body();
        for (String key : new String[] { admin.text(), made }) {
            String secret = key.substring(admin.key().prefix().length());
            assertThat(metrics).contains("http_server_requests").doesNotContain(secret);
            assertThat(output.getAll()).doesNotContain(secret);
        }
    }

    @Test
    void aClientSecretConversesForItsKeyAndNothingElse() throws Exception {
        NewApiKey key = gateway.key(Scope.CHAT, Scope.SPEAK);
        HttpResponse<String> made = gateway.post("/v1/realtime/client_secrets", key.text(), """
                {"expires_after": {"anchor": "created_at", "seconds": 60}, "session": {"model": "gpt-realtime"}}""");
        assertThat(made.statusCode()).isEqualTo(200);
        JsonNode secret = RunningGateway.json(made);
        String value = secret.get("value").stringValue();
        assertThat(value).startsWith("ek_");
        assertThat(secret.get("expires_at").longValue() - System.currentTimeMillis() / 1000).isBetween(50L, 60L);
        assertThat(secret.at("/session/model").stringValue()).isEqualTo("gpt-realtime");
        assertThat(gateway.get("/v1/models", value).statusCode()).isEqualTo(200);
        HttpResponse<String> inBrowser = gateway.send(gateway.request("/v1/models")
            .header("Sec-WebSocket-Protocol", "realtime, openai-insecure-api-key." + value));
        assertThat(inBrowser.statusCode()).isEqualTo(200);
        assertThat(gateway.post(RunningGateway.SPEECH, value).statusCode()).isEqualTo(403);
        assertThat(gateway.get("/v1/models", value.substring(0, value.length() - 2)).statusCode()).isEqualTo(401);
        gateway.bean(ApiKeys.class).revoke(key.key().id());
        assertThat(gateway.get("/v1/models", value).statusCode()).isEqualTo(401);
        assertThat(gateway
            .post("/v1/realtime/client_secrets", gateway.key(Scope.CHAT).text(),
                    "{\"expires_after\": {\"seconds\": 100000}}")
            .statusCode()).isEqualTo(400);
        assertThat(gateway.post("/v1/realtime/client_secrets", gateway.key(Scope.SPEAK).text()).statusCode())
            .isEqualTo(403);
    }

    @Test
    void metricsAreForAdmins() throws Exception {
        assertThat(gateway.get("/actuator/prometheus", gateway.key(Scope.SPEAK).text()).statusCode()).isEqualTo(403);
    }

    @Test
    void otherSitesAreNotLetIn() throws Exception {
        HttpResponse<String> preflight = gateway.send(gateway.request("/v1/models")
            .header("Origin", "https://elsewhere.example")
            .header("Access-Control-Request-Method", "GET")
            .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void sitesThatAreConfiguredAreLetIn(@TempDir Path other) throws Exception {
        try (RunningGateway open = new RunningGateway(other,
                Map.of("parley.gateway.allowed-origins", "https://app.example"))) {
            HttpResponse<String> preflight = open.send(open.request("/v1/models")
                .header("Origin", "https://app.example")
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "authorization")
                .method("OPTIONS", BodyPublishers.noBody()));
            assertThat(preflight.statusCode()).isEqualTo(200);
            assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).contains("https://app.example");
            assertThat(open.send(open.request("/v1/models").header("Origin", "https://app.example")).statusCode())
                .isEqualTo(401);
            assertThat(open.send(open.request("/v1/models").header("Origin", "https://elsewhere.example")).statusCode())
                .isEqualTo(403);
        }
    }

    @Test
    void itDoesNotListenToTheNetworkWithoutAskingWhoCalls(@TempDir Path other) {
        assertThatThrownBy(() -> new RunningGateway(other,
                Map.of("parley.gateway.authentication.keys", "false", "server.address", "0.0.0.0")))
            .hasRootCauseInstanceOf(UnprotectedAddressException.class)
            .rootCause()
            .hasMessageContaining("parley keys create");
    }

    @Test
    void withoutKeysAnybodyOnThisMachineComesInAndNothingIsOpened(@TempDir Path other) throws Exception {
        try (RunningGateway open = new RunningGateway(other, Map.of("parley.gateway.authentication.keys", "false"))) {
            assertThat(open.post(RunningGateway.SPEECH, "none").statusCode()).isEqualTo(200);
            assertThat(open.get("/v1/admin/keys", "none").statusCode()).isEqualTo(403);
            assertThat(open.get("/v1/usage", "none").statusCode()).isEqualTo(404);
            assertThat(other.resolve("accounts")).doesNotExist();
        }
    }

}
