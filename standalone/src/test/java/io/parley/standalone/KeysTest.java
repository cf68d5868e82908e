package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;

import io.parley.accounts.keys.ApiKeys;
import io.parley.accounts.keys.Grant;
import io.parley.accounts.keys.Limits;
import io.parley.accounts.keys.Scope;
import io.parley.catalog.PullListener;
import io.parley.gateway.access.UnprotectedAddressException;
import io.parley.testing.ports.MultipartForm;
import io.parley.testing.ports.TestPorts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The suite when it asks for keys: what services do with who calls. */
class KeysTest {

    @TempDir
    private static Path home;

    private static RunningSuite suite;

    @BeforeAll
    static void start() {
        suite = new RunningSuite(Map.of("parley.home", home.toString(), "parley.gateway.authentication.keys", "true"));
    }

    @AfterAll
    static void stop() {
        suite.close();
    }

    private static String key(Set<String> models, Scope... scopes) {
        return suite.suite()
            .shared(ApiKeys.class)
            .create(new Grant("of a test", Set.copyOf(Arrays.asList(scopes)), models, Limits.none()))
            .text();
    }

    private static HttpResponse<String> transcribe(String key, MultipartForm form) throws Exception {
        return suite.send(form.on(suite.request("/v1/audio/transcriptions")).header("Authorization", "Bearer " + key));
    }

    private static HttpResponse<String> post(String path, String key, String json) throws Exception {
        return suite.send(suite.request(path)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
    }

    private static JsonNode usage(String key) throws Exception {
        return JsonMapper.shared()
            .readTree(suite.send(suite.request("/v1/usage").header("Authorization", "Bearer " + key)).body())
            .get("data");
    }

    private static MultipartForm speech(String model) throws Exception {
        return new MultipartForm().field("model", model).file("speech.wav", RunningSuite.speech());
    }

    @Test
    void whatIsHeardIsWrittenDownOncePerRequest() throws Exception {
        String key = key(Set.of(), Scope.TRANSCRIBE, Scope.CLASSIFY);
        assertThat(usage(key)).isEmpty();
        for (int i = 0; i < 2; i++) {
            // the id that a caller gives does not make two requests one
            HttpRequest.Builder request = speech("whisper-1").on(suite.request("/v1/audio/transcriptions"))
                .header("Authorization", "Bearer " + key)
                .header("x-request-id", "always-the-same");
            assertThat(suite.send(request).statusCode()).isEqualTo(200);
        }
        JsonNode one = usage(key).get(0);
        assertThat(one.get("model").stringValue()).isEqualTo("whisper-base");
        assertThat(one.get("job").stringValue()).isEqualTo("transcribe");
        assertThat(one.get("requests").intValue()).isEqualTo(2);
        assertThat(one.get("audio_seconds_in").doubleValue()).isEqualTo(22);
        assertThat(one.get("tokens_out").longValue()).isPositive();
        HttpRequest.Builder classify = new MultipartForm().file("a.wav", RunningSuite.speech())
            .on(suite.request("/v1/audio/classification"))
            .header("Authorization", "Bearer " + key);
        assertThat(suite.send(classify).statusCode()).isEqualTo(200);
        HttpRequest.Builder timestamps = new MultipartForm().file("a.wav", RunningSuite.speech())
            .on(suite.request("/v1/audio/speech/timestamps"))
            .header("Authorization", "Bearer " + key);
        assertThat(suite.send(timestamps).statusCode()).isEqualTo(200);
        assertThat(usage(key).valueStream().map((row) -> row.get("job").stringValue())).containsExactly("classify",
                "transcribe", "transcribe");
        assertThat(usage(key).valueStream().map((row) -> row.get("audio_seconds_in").doubleValue())).containsOnly(11.0,
                22.0);
    }

    @Test
    void aSocketOpensToWhoMayConverseAlone() throws Exception {
        try (RealtimeClient client = new RealtimeClient(suite.uri(), "?model=gpt-realtime",
                key(Set.of(), Scope.CHAT))) {
            client.next("session.created");
        }
        assertThat(refusal("?model=gpt-realtime", "sk-of-nobody")).isEqualTo(401);
        assertThat(refusal("?model=gpt-realtime", key(Set.of(), Scope.SPEAK))).isEqualTo(403);
        assertThat(refusal("?model=gpt-realtime", key(Set.of("parley-cascade"), Scope.CHAT))).isEqualTo(403);
    }

    @Test
    void whatIsSaidOverASocketIsWrittenDown() throws Exception {
        String key = key(Set.of(), Scope.CHAT);
        try (RealtimeClient client = new RealtimeClient(suite.uri(), "?model=gpt-realtime", key)) {
            client.sound(0.8, 1_000);
            client.sound(0, 1_000);
            client.upTo("response.done");
        }
        JsonNode row = usage(key).get(0);
        assertThat(row.get("model").stringValue()).isEqualTo("parley-cascade");
        assertThat(row.get("job").stringValue()).isEqualTo("chat");
        assertThat(row.get("audio_seconds_in").doubleValue()).isBetween(1.0, 2.0);
        assertThat(row.get("audio_seconds_out").doubleValue()).isPositive();
        assertThat(row.get("tokens_in").longValue()).isPositive();
        assertThat(row.get("tokens_out").longValue()).isPositive();
    }

    @Test
    void modelsWorkForWhomASocketIsFrom() throws Exception {
        Map<String, String> requesters = suite.suite().shared(TestPorts.class).requesters;
        String key = key(Set.of(), Scope.CHAT);
        requesters.clear();
        try (RealtimeClient client = new RealtimeClient(suite.uri(), "?model=gpt-realtime", key)) {
            client.send("""
                    {"type": "session.update", "session": {"type": "realtime",
                     "audio": {"input": {"transcription": {"model": "whisper-1"}}}}}""");
            client.sound(0.8, 1_000);
            client.sound(0, 1_000);
            client.upTo("response.done");
        }
        String caller = usage(key).get(0).get("caller").stringValue();
        assertThat(requesters).hasSize(4).allSatisfy((_, requester) -> assertThat(requester).isEqualTo(caller));
    }

    @Test
    void whoWritesDownOverASocketIsOfTheKeysModels() throws Exception {
        String key = key(Set.of("gpt-realtime", "whisper-1"), Scope.CHAT);
        String update = """
                {"type": "session.update", "session": {"type": "realtime",
                 "audio": {"input": {"transcription": {"model": "%s"}}}}}""";
        try (RealtimeClient client = new RealtimeClient(suite.uri(), "?model=gpt-realtime", key)) {
            client.next("session.created");
            client.send(update.formatted("whisper-tiny.en"));
            assertThat(client.next("error").at("/error/message").stringValue()).contains("whisper-tiny.en");
            client.send(update.formatted("whisper-1"));
            client.next("session.updated");
        }
    }

    @Test
    void aClientSecretIsGoodForTheModelOfItsSession() throws Exception {
        String secret = secret(key(Set.of(), Scope.CHAT), "gpt-realtime");
        try (RealtimeClient client = new RealtimeClient(suite.uri(), "?model=gpt-realtime", secret)) {
            client.next("session.created");
        }
        assertThat(refusal("?model=parley-cascade", secret)).isEqualTo(403);
        HttpResponse<String> others = post("/v1/realtime/client_secrets", key(Set.of("parley-cascade"), Scope.CHAT),
                "{\"session\": {\"model\": \"gpt-realtime\"}}");
        assertThat(others.statusCode()).isEqualTo(403);
        assertThat(post("/v1/realtime/client_secrets", key(Set.of(), Scope.CHAT), "{\"session\": {\"model\": 7}}")
            .statusCode()).isEqualTo(400);
    }

    private static String secret(String key, String model) throws Exception {
        HttpResponse<String> made = post("/v1/realtime/client_secrets", key,
                "{\"session\": {\"model\": \"%s\"}}".formatted(model));
        assertThat(made.statusCode()).isEqualTo(200);
        return JsonMapper.shared().readTree(made.body()).get("value").stringValue();
    }

    private static int refusal(String query, String key) {
        try (RealtimeClient _ = new RealtimeClient(suite.uri(), query, key)) {
            return 101;
        }
        catch (CompletionException ex) {
            return ((WebSocketHandshakeException) ex.getCause()).getResponse().statusCode();
        }
    }

    @Test
    void aSpokenAnswerIsThereForWhoAskedForItAlone() throws Exception {
        String key = key(Set.of(), Scope.CHAT);
        String spoken = post("/v1/chat/completions", key,
                """
                        {"model": "parley-cascade", "modalities": ["text", "audio"], "audio": {"voice": "alloy", "format": "wav"},
                         "messages": [{"role": "user", "content": "One."}]}""")
            .body();
        String next = """
                {"model": "parley-cascade", "messages": [{"role": "user", "content": "One."},
                 {"role": "assistant", "audio": {"id": "%s"}}, {"role": "user", "content": "Two."}]}"""
            .formatted(JsonMapper.shared().readTree(spoken).at("/choices/0/message/audio/id").stringValue());
        assertThat(post("/v1/chat/completions", key, next).statusCode()).isEqualTo(200);
        HttpResponse<String> ofAnother = post("/v1/chat/completions", key(Set.of(), Scope.CHAT), next);
        assertThat(ofAnother.statusCode()).isEqualTo(400);
        assertThat(ofAnother.body()).contains("messages[1].audio.id");
    }

    @Test
    void whatIsSpokenIsWrittenDown() throws Exception {
        String key = key(Set.of(), Scope.SPEAK);
        HttpResponse<String> spoken = post("/v1/audio/speech", key,
                "{\"model\": \"tts-1\", \"voice\": \"alloy\", \"input\": \"One. Two.\", \"response_format\": \"pcm\"}");
        assertThat(spoken.statusCode()).isEqualTo(200);
        JsonNode row = usage(key).get(0);
        assertThat(row.get("model").stringValue()).isEqualTo("kokoro-82m");
        assertThat(row.get("characters").intValue()).isEqualTo(9);
        assertThat(row.get("audio_seconds_out").doubleValue()).isPositive();
    }

    @Test
    void aRequestThatFailsBeforeItIsHeardCountsNothing() throws Exception {
        String key = key(Set.of(), Scope.TRANSCRIBE);
        assertThat(transcribe(key, speech("no-such-model")).statusCode()).isEqualTo(404);
        assertThat(transcribe(key, new MultipartForm().field("model", "whisper-1").file("a.wav", new byte[100]))
            .statusCode()).isEqualTo(400);
        assertThat(usage(key)).isEmpty();
    }

    @Test
    void aServiceRefusesModelsOutsideTheKeysList() throws Exception {
        String key = key(Set.of("whisper-tiny.en", "kokoro-82m"), Scope.TRANSCRIBE, Scope.SPEAK, Scope.CLASSIFY);
        HttpResponse<String> refused = transcribe(key, speech("whisper-1"));
        assertThat(refused.statusCode()).isEqualTo(403);
        JsonNode error = JsonMapper.shared().readTree(refused.body()).get("error");
        assertThat(error.get("param").stringValue()).isEqualTo("model");
        assertThat(error.get("message").stringValue()).contains("whisper-1");
        assertThat(transcribe(key, speech("whisper-tiny.en")).statusCode()).isEqualTo(200);
        // by its alias, too, when the key names what it stands for
        assertThat(post("/v1/audio/speech", key, "{\"model\": \"tts-1\", \"voice\": \"alloy\", \"input\": \"One.\"}")
            .statusCode()).isEqualTo(200);
        // one that is used unless another is named
        HttpRequest.Builder classify = new MultipartForm().file("a.wav", RunningSuite.speech())
            .on(suite.request("/v1/audio/classification"))
            .header("Authorization", "Bearer " + key);
        assertThat(suite.send(classify).statusCode()).isEqualTo(403);
        HttpRequest.Builder timestamps = new MultipartForm().file("a.wav", RunningSuite.speech())
            .on(suite.request("/v1/audio/speech/timestamps"))
            .header("Authorization", "Bearer " + key);
        assertThat(suite.send(timestamps).statusCode()).isEqualTo(403);
        assertThat(usage(key).valueStream().map((row) -> row.get("model").stringValue())).containsExactly("kokoro-82m",
                "whisper-tiny.en");
    }

    @Test
    void everyServiceTakesCallsOfItsGatewayOnly() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (URI service : suite.suite().services()) {
                for (String path : new String[] { "/v1/audio/transcriptions", "/v1/audio/speech", "/v1/anything" }) {
                    HttpRequest request = HttpRequest.newBuilder(service.resolve(path))
                        .header("x-parley-identity", "eyJhbGciOiJub25lIn0.e30.")
                        .POST(BodyPublishers.ofString("{}"))
                        .build();
                    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
                    assertThat(response.statusCode()).as(service + path).isEqualTo(401);
                    assertThat(response.body()).contains("gateway");
                }
            }
        }
    }

    @Test
    void aSuiteThatWouldListenToTheNetworkUnaskedDoesNotStart() {
        SuiteOptions open = new SuiteOptions("0.0.0.0", 0, Map.of("parley.home", home.toString()));
        assertThatThrownBy(() -> Suite.start(open, PullListener.none(), TestPorts.class).close())
            .isInstanceOf(UnprotectedAddressException.class)
            .hasMessageContaining("--keys");
    }

}
