package io.parley.standalone;

import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** A language model on an operator's own server, through the gateway. */
class UpstreamTest {

    private static final String TOOLS = """
            [{"type":"function","function":{"name":"weather","parameters":{"type":"object","x-vendor":[1,null]}}}]""";

    private static LanguageModelServer server;

    private static RunningSuite suite;

    @BeforeAll
    static void start() throws Exception {
        server = new LanguageModelServer();
        Map<String, Object> properties = new HashMap<>(server.properties());
        properties.put("parley.chat.upstream.failures", "1000");
        suite = new RunningSuite(properties);
    }

    @AfterAll
    static void stop() {
        suite.close();
        server.close();
    }

    @BeforeEach
    void forget() {
        server.requests.clear();
        server.keys.clear();
    }

    @Test
    void itIsTheCascadesDefaultAndHasANameOfItsOwn() throws Exception {
        assertThat(suite.get("/v1/models").body()).contains("\"id\":\"big-model\"");
        for (String model : List.of("parley-cascade", "big-model")) {
            JsonNode answer = json(send(model, "", LanguageModelServer.WORDS), 200);
            assertThat(answer.at("/choices/0/message/content").stringValue()).isEqualTo("Very well. Good day.");
            assertThat(answer.at("/usage/prompt_tokens").intValue()).isEqualTo(30);
            assertThat(answer.at("/usage/completion_tokens").intValue()).isEqualTo(7);
        }
        assertThat(server.keys).containsOnly("Bearer secret");
        JsonNode asked = server.requests.element();
        assertThat(asked.get("model").stringValue()).isEqualTo("big-model");
        assertThat(asked.has("temperature") || asked.has("max_tokens") || asked.has("top_p")).isFalse();
    }

    @Test
    void whatTheCallerSetsIsPassedOn() throws Exception {
        json(send("big-model", "\"temperature\": 0.5, \"max_completion_tokens\": 9, \"stop\": \"X\", \"seed\": 3,",
                LanguageModelServer.WORDS), 200);
        JsonNode asked = server.requests.element();
        assertThat(asked.get("temperature").doubleValue()).isEqualTo(0.5);
        assertThat(asked.get("max_tokens").intValue()).isEqualTo(9);
        assertThat(asked.get("seed").intValue()).isEqualTo(3);
        assertThat(asked.get("stop").toString()).isEqualTo("[\"X\"]");
    }

    @Test
    void itsWordsAreSpoken() throws Exception {
        JsonNode answer = json(send("big-model", """
                "modalities": ["text", "audio"], "audio": {"voice": "alloy", "format": "mp3"},""",
                LanguageModelServer.WORDS), 200);
        assertThat(answer.at("/choices/0/message/audio/transcript").stringValue()).isEqualTo("Very well. Good day.");
        assertThat(answer.at("/choices/0/message/audio/data").stringValue().length()).isGreaterThan(1000);
    }

    @Test
    void toolsGoThroughUntouched() throws Exception {
        JsonNode answer = json(send("big-model", "\"tools\": %s, \"tool_choice\": \"auto\",".formatted(TOOLS),
                LanguageModelServer.CALL), 200);

        JsonNode asked = server.requests.element();
        assertThat(asked.get("tools").toString()).isEqualTo(TOOLS);
        assertThat(asked.get("tool_choice").stringValue()).isEqualTo("auto");
        JsonNode message = answer.at("/choices/0/message");
        assertThat(message.get("content").isNull()).isTrue();
        assertThat(message.at("/tool_calls/0/function").toString())
            .isEqualTo("{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"Paris\\\"}\"}");
        assertThat(answer.at("/choices/0/finish_reason").stringValue()).isEqualTo("tool_calls");
        server.requests.clear();
        String turns = "{\"role\":\"user\",\"content\":\"How is it there?\"},{\"role\":\"assistant\",\"content\":null,"
                + "\"tool_calls\":[%s]},{\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"rain\"}"
                    .formatted(message.at("/tool_calls/0"));
        json(post("{\"model\": \"big-model\", \"messages\": [%s]}".formatted(turns)), 200);
        assertThat(server.requests.element().get("messages").toString()).isEqualTo("[" + turns + "]");
    }

    @Test
    void callsOfToolsAreStreamed() throws Exception {
        HttpResponse<String> response = send("big-model", "\"stream\": true, \"tools\": %s,".formatted(TOOLS),
                LanguageModelServer.CALL);
        assertThat(response.body()).contains(
                """
                        "tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"weather","arguments":""}}]""",
                "\"finish_reason\":\"tool_calls\"", "data: [DONE]");
    }

    @Test
    void aRefusalIsPassedOn() throws Exception {
        JsonNode error = json(send("big-model", "", LanguageModelServer.REFUSE), 400).get("error");
        assertThat(error.get("message").stringValue()).endsWith("This is too much.");
        assertThat(error.get("param").stringValue()).isEqualTo("tools");
        assertThat(error.get("code").stringValue()).isEqualTo("too_much");
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void whatFailsAtFirstIsTriedAgain() throws Exception {
        assertThat(json(send("big-model", "", LanguageModelServer.FAIL_TWICE), 200).at("/choices/0/message/content")
            .stringValue()).isEqualTo("At last.");
        assertThat(server.requests).hasSize(3);
    }

    @Test
    void whatFailsForGoodTellsNothingOfTheHouse() throws Exception {
        HttpResponse<String> response = send("big-model", "", LanguageModelServer.FAIL);
        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).contains("server_error").doesNotContain("secret", "127.0.0.1");
        assertThat(server.requests).hasSize(3);
    }

    @Test
    void silenceAndAnAnswerThatBreaksOffAreFailures() throws Exception {
        for (String how : List.of(LanguageModelServer.SILENCE, LanguageModelServer.BREAK_OFF)) {
            assertThat(send("big-model", "", how).statusCode()).as(how).isEqualTo(502);
            HttpResponse<String> streamed = send("big-model", "\"stream\": true,", how);
            assertThat(streamed.body()).as(how)
                .contains("\"content\":\"Well\"", "\"error\":{")
                .doesNotContain("finish_reason\":\"stop", "[DONE]");
        }
    }

    @Test
    void theServerIsLeftWhenTheCallerGoes() throws Exception {
        for (String how : List.of("", "\"stream\": true,", """
                "stream": true, "modalities": ["text", "audio"], "audio": {"voice": "alloy", "format": "pcm16"},""")) {
            try (Socket socket = new Socket(suite.uri().getHost(), suite.uri().getPort())) {
                byte[] body = body("big-model", how, LanguageModelServer.GO_ON).getBytes(UTF_8);
                socket.getOutputStream()
                    .write(("POST /v1/chat/completions HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n"
                            + "Content-Length: %d\r\n\r\n".formatted(body.length))
                        .getBytes(UTF_8));
                socket.getOutputStream().write(body);
                socket.getOutputStream().flush();
                assertThat(server.events.poll(20, TimeUnit.SECONDS)).isEqualTo("talking");
            }
            assertThat(server.events.poll(10, TimeUnit.SECONDS)).as(how).isEqualTo("left");
        }
    }

    @Test
    void aServerThatIsDownIsLeftAlone() throws Exception {
        try (LanguageModelServer down = new LanguageModelServer()) {
            Map<String, Object> properties = new HashMap<>(down.properties());
            properties.put("parley.chat.upstream.failures", "2");
            properties.put("parley.chat.upstream.retries", "1");
            try (RunningSuite other = new RunningSuite(properties)) {
                String body = body("big-model", "", LanguageModelServer.FAIL);
                assertThat(post(other, body).statusCode()).isEqualTo(502);
                HttpResponse<String> refused = post(other, body);
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
                assertThat(down.requests).hasSize(2);
            }
        }
    }

    private static String body(String model, String fields, String said) {
        return "{\"model\": \"%s\", %s \"messages\": [{\"role\": \"user\", \"content\": \"%s\"}]}".formatted(model,
                fields, said);
    }

    private static HttpResponse<String> send(String model, String fields, String said) throws Exception {
        return post(body(model, fields, said));
    }

    private static HttpResponse<String> post(String body) throws Exception {
        return post(suite, body);
    }

    private static HttpResponse<String> post(RunningSuite at, String body) throws Exception {
        return at.send(at.request("/v1/chat/completions")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static JsonNode json(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return JsonMapper.shared().readTree(response.body());
    }

}
