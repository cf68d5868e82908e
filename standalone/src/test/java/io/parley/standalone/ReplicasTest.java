package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.parley.accounts.keys.ApiKeys;
import io.parley.accounts.keys.Grant;
import io.parley.accounts.keys.Limits;
import io.parley.accounts.keys.Scope;
import io.parley.testing.SharedData;
import io.parley.testing.servers.TestServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two replicas of everything, with one database, one secret and one Redis, and the tiny
 * checkpoint, whose second answer depends on each token of the first.
 */
class ReplicasTest {

    private static final String ID = "lfm2-audio-tiny";

    @TempDir
    static Path home;

    @AutoClose
    private static TestServer redis;

    @AutoClose
    private static RunningSuite one;

    @AutoClose
    private static RunningSuite other;

    @BeforeAll
    static void start() {
        redis = TestServer.redis();
        Map<String, Object> properties = new HashMap<>(
                Map.of("parley.home", home.toString(), "parley.gateway.authentication.keys", "true",
                        "parley.identity.secret", "known to both of them, and long enough", "parley.chat.answers.redis",
                        "redis://127.0.0.1:" + redis.port(), "parley.chat.answers.redis-timeout", "5s",
                        "parley.chat.prepare", "false"));
        properties.put("parley.default-model", ID);
        properties.put("parley.asr.prepare", "false");
        properties.put("parley.tts.prepare", "false");
        properties.put("parley.classification-service.prepare", "false");
        properties.put("parley.transcription.voice-activity", "false");
        properties.put("parley.lfm2-audio.precision", "fp32");
        properties.put("parley.lfm2-audio.directories." + ID,
                SharedData.path("lfm2-audio/tiny").toAbsolutePath().toString());
        one = RunningSuite.withModels(properties);
        other = RunningSuite.withModels(properties);
    }

    @Test
    void whatOneReplicaSpokeIsContinuedAtTheOtherByWhoAskedForItAlone() throws Exception {
        String key = key();
        String id = spoken(one, key);

        JsonNode here = answer(one, key, continued(id));
        assertThat(answer(other, key, continued(id)).at("/choices/0/message/audio/data"))
            .isEqualTo(here.at("/choices/0/message/audio/data"));
        assertThat(here.at("/choices/0/message/audio/data"))
            .isNotEqualTo(answer(other, key, continued(null)).at("/choices/0/message/audio/data"));
        HttpResponse<String> stranger = chat(other, key(), continued(id));
        assertThat(stranger.statusCode()).isEqualTo(400);
        assertThat(stranger.body()).contains("messages[1].audio.id");
    }

    @Test
    void whileRedisIsAwayAReplicaKnowsItsOwnAnswersAndSaysSoOfOthers() throws Exception {
        String key = key();
        String id = spoken(one, key);
        redis.stop();
        try {
            assertThat(chat(one, key, continued(id)).statusCode()).isEqualTo(200);
            HttpResponse<String> elsewhere = chat(other, key, continued(id));
            assertThat(elsewhere.statusCode()).as(elsewhere.body()).isEqualTo(503);
            assertThat(elsewhere.headers().firstValue("Retry-After")).isPresent();
            assertThat(elsewhere.body()).contains("service_unavailable_error", "transcript");
            assertThat(chat(one, key, continued(spoken(one, key))).statusCode()).isEqualTo(200);
        }
        finally {
            redis.start();
        }
        await().untilAsserted(() -> {
            String next = spoken(one, key);
            assertThat(chat(other, key, continued(next)).statusCode()).isEqualTo(200);
        });
    }

    @Test
    void aSecretThatOneReplicaMadeOpensASessionAtTheOther() throws Exception {
        HttpResponse<String> made = post(one, "/v1/realtime/client_secrets", key(), "{}");
        String secret = JsonMapper.shared().readTree(made.body()).get("value").stringValue();
        try (RealtimeClient client = new RealtimeClient(other.uri(), "?model=" + ID, secret)) {
            client.next("session.created");
        }
    }

    private static String key() {
        return one.suite()
            .shared(ApiKeys.class)
            .create(new Grant("of a test", Set.of(Scope.CHAT), Set.of(), Limits.none()))
            .text();
    }

    private static String spoken(RunningSuite replica, String key) throws Exception {
        return answer(replica, key, request(List.of(heard()))).at("/choices/0/message/audio/id").stringValue();
    }

    private static String continued(String id) throws Exception {
        String said = (id != null) ? "\"audio\": {\"id\": \"%s\"}".formatted(id) : "\"content\": \"Well.\"";
        return request(List.of(heard(), "{\"role\": \"assistant\", %s}".formatted(said),
                "{\"role\": \"user\", \"content\": \"Go on.\"}"));
    }

    private static String heard() throws Exception {
        return """
                {"role": "user", "content": [{"type": "input_audio", "input_audio": {"data": "%s", "format": "wav"}}]}"""
            .formatted(Base64.getEncoder().encodeToString(RunningSuite.speech()));
    }

    private static String request(List<String> messages) {
        return """
                {"model": "%s", "modalities": ["text", "audio"], "audio": {"voice": "alloy", "format": "wav"},
                 "max_completion_tokens": 30, "seed": 7, "messages": [%s]}""".formatted(ID,
                String.join(", ", messages));
    }

    private static JsonNode answer(RunningSuite replica, String key, String body) throws Exception {
        HttpResponse<String> response = chat(replica, key, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    private static HttpResponse<String> chat(RunningSuite replica, String key, String body) throws Exception {
        return post(replica, "/v1/chat/completions", key, body);
    }

    private static HttpResponse<String> post(RunningSuite replica, String path, String key, String body)
            throws Exception {
        return replica.send(replica.request(path)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
    }

}
