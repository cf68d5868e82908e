package io.parley.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.parley.testing.ports.TestPorts;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** The shapes, order and limits of conversations, through the gateway. */
class ChatTest {

    private static final String SPOKEN = """
            "modalities": ["text", "audio"], "audio": {"voice": "alloy", "format": "%s"}""";

    private static final JsonMapper JSON = JsonMapper.shared();

    @AutoClose
    private static final RunningSuite suite = new RunningSuite(
            Map.of("parley.chat.answers.most", "4", "parley.chat.max-duration", "20s"));

    @Test
    void aWrittenAnswer() throws Exception {
        JsonNode answer = answered(
                """
                        {"model": "parley-cascade", "temperature": 0.5, "top_p": 0, "seed": 7, "n": 1, "user": "me", "store": true,
                         "messages": [{"role": "developer", "content": "Be brief."},
                                      {"role": "user", "content": [{"type": "text", "text": "Hello"}, {"type": "text", "text": "there"}]}]}""");

        assertThat(answer.get("id").stringValue()).startsWith("chatcmpl-");
        assertThat(answer.get("object").stringValue()).isEqualTo("chat.completion");
        assertThat(answer.get("model").stringValue()).isEqualTo("parley-cascade");
        JsonNode choice = answer.at("/choices/0");
        assertThat(choice.at("/message/role").stringValue()).isEqualTo("assistant");
        assertThat(choice.at("/message/content").stringValue()).isEqualTo("Hello\nthere after 1");
        assertThat(choice.get("message").has("audio")).isFalse();
        assertThat(choice.get("finish_reason").stringValue()).isEqualTo("stop");
        assertThat(answer.at("/usage/prompt_tokens").intValue()).isEqualTo(20);
        assertThat(answer.at("/usage/total_tokens").intValue()).isEqualTo(20 + 3);
    }

    @Test
    void aLimitOnTokensIsAFinishReason() throws Exception {
        for (String field : List.of("max_completion_tokens", "max_tokens")) {
            JsonNode answer = answered("""
                    {"model": "parrot", "%s": 2, "messages": [{"role": "user", "content": "one two three"}]}"""
                .formatted(field));
            assertThat(answer.at("/choices/0/message/content").stringValue()).isEqualTo("one two");
            assertThat(answer.at("/choices/0/finish_reason").stringValue()).isEqualTo("length");
        }
    }

    @Test
    void aWrittenAnswerInEvents() throws Exception {
        List<JsonNode> chunks = streamed("""
                {"model": "gpt-4o-audio-preview", "stream": true, "stream_options": {"include_usage": true},
                 "messages": [{"role": "user", "content": "Hello there"}]}""");

        assertThat(chunks.getFirst().at("/choices/0/delta").toString())
            .isEqualTo("{\"role\":\"assistant\",\"content\":\"\"}");
        assertThat(text(chunks, "/choices/0/delta/content")).isEqualTo("Hello there after 0");
        assertThat(chunks.get(chunks.size() - 2).at("/choices/0/finish_reason").stringValue()).isEqualTo("stop");
        assertThat(chunks.getLast().get("choices")).isEmpty();
        assertThat(chunks.getLast().at("/usage/completion_tokens").intValue()).isEqualTo(4);
        assertThat(chunks).allSatisfy((chunk) -> {
            assertThat(chunk.get("id")).isEqualTo(chunks.getFirst().get("id"));
            assertThat(chunk.get("object").stringValue()).isEqualTo("chat.completion.chunk");
            assertThat(chunk.get("model").stringValue()).isEqualTo("gpt-4o-audio-preview");
        });
    }

    @Test
    void aSpokenAnswerAndATurnThatRefersToIt() throws Exception {
        JsonNode answer = answered("""
                {"model": "parley-cascade", %s, "messages": [{"role": "user", "content": "One two. Three."}]}"""
            .formatted(SPOKEN.formatted("wav")));

        JsonNode message = answer.at("/choices/0/message");
        assertThat(message.get("content").isNull()).isTrue();
        assertThat(message.at("/audio/transcript").stringValue()).isEqualTo("One two. Three. after 0");
        assertThat(message.at("/audio/expires_at").longValue()).isGreaterThan(System.currentTimeMillis() / 1000 + 3000);
        byte[] wave = Base64.getDecoder().decode(message.at("/audio/data").stringValue());
        assertThat(new String(wave, 0, 4, UTF_8)).isEqualTo("RIFF");
        assertThat(answer.at("/usage/completion_tokens_details/audio_tokens").intValue()).isPositive();
        JsonNode next = answered("""
                {"model": "parley-cascade", "messages": [{"role": "user", "content": "One."},
                 {"role": "assistant", "audio": {"id": "%s"}}, {"role": "user", "content": "Two."}]}"""
            .formatted(message.at("/audio/id").stringValue()));
        assertThat(next.at("/choices/0/message/content").stringValue()).isEqualTo("Two. after 2");
    }

    @Test
    void aSpokenAnswerInEvents() throws Exception {
        List<JsonNode> chunks = streamed(
                """
                        {"model": "gpt-audio", "stream": true, %s, "messages": [{"role": "user", "content": "One two. Three."}]}"""
                    .formatted(SPOKEN.formatted("pcm16")));

        JsonNode first = chunks.getFirst().at("/choices/0/delta");
        assertThat(first.get("role").stringValue()).isEqualTo("assistant");
        assertThat(first.at("/audio/id").stringValue()).startsWith("audio_");
        assertThat(text(chunks, "/choices/0/delta/audio/transcript")).isEqualTo("One two. Three. after 0");
        List<byte[]> sound = values(chunks, "/choices/0/delta/audio/data").map(Base64.getDecoder()::decode).toList();
        assertThat(sound).hasSizeGreaterThan(1).allSatisfy((bytes) -> assertThat(bytes.length % 2).isZero());
        assertThat(sound.stream().mapToInt((bytes) -> bytes.length).sum()).isEqualTo(3 * 2 * 6_000);
        JsonNode last = chunks.getLast().at("/choices/0");
        assertThat(last.at("/delta/audio/expires_at").isNumber()).isTrue();
        assertThat(last.get("finish_reason").stringValue()).isEqualTo("stop");
    }

    @Test
    void theFirstSentenceIsSpokenBeforeTheLastIsWritten() throws Exception {
        List<JsonNode> chunks = streamed("""
                {"model": "parrot", "stream": true, %s, "messages": [{"role": "user", "content": "%s"}]}"""
            .formatted(SPOKEN.formatted("pcm16"), "This is said first. " + "And so on. ".repeat(300)));

        int sound = index(chunks, "/choices/0/delta/audio/data");
        int words = chunks.size() - 1 - index(chunks.reversed(), "/choices/0/delta/audio/transcript");
        assertThat(sound).isLessThan(words);
    }

    @Test
    void speechIsHeard() throws Exception {
        JsonNode answer = answered("""
                {"model": "parley-cascade", "messages": [{"role": "user", "content": [
                 {"type": "input_audio", "input_audio": {"data": "%s", "format": "mp3"}}]}]}"""
            .formatted(Base64.getEncoder().encodeToString(RunningSuite.speech())));

        assertThat(answer.at("/choices/0/message/content").stringValue()).contains("176000").endsWith("after 0");
        assertThat(answer.at("/usage/prompt_tokens_details/audio_tokens").intValue()).isEqualTo(550);
    }

    static Stream<Arguments> badFields() {
        String messages = "\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]";
        return Stream.of(Arguments.of("model", "{%s}".formatted(messages)), Arguments.of("messages", request("")),
                Arguments.of("messages", request("\"messages\": []")),
                Arguments.of("messages[0].role",
                        request("\"messages\": [{\"role\": \"nobody\", \"content\": \"Hi\"}]")),
                Arguments.of("messages[0].content", request("\"messages\": [{\"role\": \"user\"}]")),
                Arguments.of("messages[0].content[0].type",
                        request("\"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"image_url\"}]}]")),
                Arguments.of("messages[0].content[0].input_audio.data", request(heard("not Base64!"))),
                Arguments.of("messages[0].content[0].input_audio.data", request(heard("bm8gc291bmQgYXQgYWxs"))),
                Arguments.of("messages[0].content[0].input_audio.data",
                        request(heard(Base64.getEncoder().encodeToString(ofNoSamples())))),
                Arguments.of("messages[1].audio.id",
                        request("\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}, "
                                + "{\"role\": \"assistant\", \"audio\": {\"id\": \"audio_unknown\"}}]")),
                Arguments.of("messages", request("\"messages\": [{\"role\": \"user\", \"content\": \" \"}]")),
                Arguments.of("messages", request(
                        "\"messages\": [{\"role\": \"tool\", \"tool_call_id\": \"call_1\", \"content\": \"5\"}]")),
                Arguments.of("tools",
                        request("\"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"f\"}}], " + messages)),
                Arguments.of("response_format",
                        request("\"response_format\": {\"type\": \"json_object\"}, " + messages)),
                Arguments.of("functions", request("\"functions\": [{\"name\": \"f\"}], " + messages)),
                Arguments.of("modalities", request("\"modalities\": [\"audio\"], " + messages)),
                Arguments.of("audio", request("\"modalities\": [\"text\", \"audio\"], " + messages)),
                Arguments.of("audio.format", request(SPOKEN.formatted("midi") + ", " + messages)),
                Arguments.of("audio.voice",
                        request(SPOKEN.replace("alloy", "nobody").formatted("wav") + ", " + messages)),
                Arguments.of("n", request("\"n\": 2, " + messages)),
                Arguments.of("logprobs", request("\"logprobs\": true, " + messages)),
                Arguments.of("temperature", request("\"temperature\": 3, " + messages)),
                Arguments.of("top_p", request("\"top_p\": 1.5, " + messages)),
                Arguments.of("stop", request("\"stop\": [\"\"], " + messages)),
                Arguments.of("seed", request("\"seed\": \"x\", " + messages)),
                Arguments.of("max_completion_tokens", request("\"max_completion_tokens\": 0, " + messages)),
                Arguments.of("stream", request("\"stream\": \"yes\", " + messages)), Arguments.of(null, "not JSON"),
                Arguments.of(null, "[]"));
    }

    @ParameterizedTest
    @MethodSource("badFields")
    void aFieldThatCannotBeMetIsNamed(String field, String body) throws Exception {
        HttpResponse<String> response = send(body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        JsonNode error = JSON.readTree(response.body()).get("error");
        assertThat(error.get("param").stringValue(null)).isEqualTo(field);
        assertThat(error.get("message").stringValue()).doesNotContain("Exception").endsWith(".");
    }

    @Test
    void moreSoundThanALimitIsRefused() throws Exception {
        String speech = Base64.getEncoder().encodeToString(RunningSuite.speech());
        String part = "{\"type\": \"input_audio\", \"input_audio\": {\"data\": \"%s\", \"format\": \"wav\"}}"
            .formatted(speech);
        HttpResponse<String> response = send(
                request("\"messages\": [{\"role\": \"user\", \"content\": [%s, %s]}]".formatted(part, part)));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"param\":\"messages[0].content[1].input_audio.data\"");
    }

    @Test
    void twoHundredMessagesAreRead() throws Exception {
        String turn = "{\"role\": \"user\", \"content\": \"Hi\"}";
        String many = String.join(",", Collections.nCopies(200, turn));
        assertThat(
                answered(request("\"messages\": [%s]".formatted(many))).at("/choices/0/message/content").stringValue())
            .isEqualTo("Hi after 199");
    }

    @Test
    void anUnknownModelIsSaid() throws Exception {
        HttpResponse<String> response = send(
                "{\"model\": \"nobody\", \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("model_not_found");
    }

    @Test
    void onlyTheLastAnswersAreRemembered() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ids.add(answered(request(SPOKEN.formatted("wav")
                    + ", \"messages\": [{\"role\": \"user\", \"content\": \"Number %d.\"}]".formatted(i)))
                .at("/choices/0/message/audio/id")
                .stringValue());
        }
        List<Integer> statuses = new ArrayList<>();
        for (String id : ids) {
            statuses.add(
                    send(request("\"messages\": [{\"role\": \"assistant\", \"audio\": {\"id\": \"%s\"}}, ".formatted(id)
                            + "{\"role\": \"user\", \"content\": \"Go on.\"}]"))
                        .statusCode());
        }
        assertThat(statuses).containsExactly(400, 400, 200, 200, 200, 200);
    }

    @Test
    void whatFailsBeforeTheFirstEventHasAStatus() throws Exception {
        HttpResponse<String> response = send(request("\"stream\": true, \"messages\": [{\"role\": \"user\", "
                + "\"content\": \"%s\"}]".formatted(TestPorts.OVERLOADED)));
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("server_is_overloaded");
    }

    @Test
    void whatFailsLaterIsAnEvent() throws Exception {
        List<JsonNode> chunks = events(send(request("\"stream\": true, \"messages\": [{\"role\": \"user\", "
                + "\"content\": \"%s\"}]".formatted(TestPorts.FAIL_LATE))));
        assertThat(text(chunks, "/choices/0/delta/content")).isNotEmpty();
        assertThat(chunks.getLast().at("/error/code").stringValue()).isEqualTo("server_is_overloaded");
    }

    @Test
    void everythingStopsWhenTheCallerGoes() throws Exception {
        BlockingQueue<String> events = suite.suite().shared(TestPorts.class).events;
        for (String how : List.of("", "\"stream\": true,", SPOKEN.formatted("pcm16") + ",",
                "\"stream\": true, " + SPOKEN.formatted("pcm16") + ",")) {
            try (Socket socket = new Socket(suite.uri().getHost(), suite.uri().getPort())) {
                byte[] body = request(
                        how + " \"messages\": [{\"role\": \"user\", \"content\": \"%s\"}]".formatted(TestPorts.WAIT))
                    .getBytes(UTF_8);
                socket.getOutputStream()
                    .write(("POST /v1/chat/completions HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n"
                            + "Content-Length: %d\r\n\r\n".formatted(body.length))
                        .getBytes(UTF_8));
                socket.getOutputStream().write(body);
                socket.getOutputStream().flush();
                assertThat(events.poll(20, TimeUnit.SECONDS)).isEqualTo("waiting");
            }
            assertThat(events.poll(10, TimeUnit.SECONDS)).as(how).isEqualTo("cancelled");
        }
    }

    @Test
    void itsModelsAreListed() throws Exception {
        assertThat(suite.get("/v1/models").body()).contains("\"id\":\"parley-cascade\"", "\"id\":\"parrot\"",
                "\"id\":\"gpt-4o-audio-preview\"");
    }

    private static String request(String fields) {
        return fields.isEmpty() ? "{\"model\": \"parrot\"}" : "{\"model\": \"parrot\", %s}".formatted(fields);
    }

    private static String heard(String data) {
        return "\"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"input_audio\", \"input_audio\": "
                + "{\"data\": \"%s\", \"format\": \"wav\"}}]}]".formatted(data);
    }

    /** A wave file's header and nothing after it. */
    private static byte[] ofNoSamples() {
        try {
            byte[] header = Arrays.copyOf(RunningSuite.speech(), 44);
            header[40] = 0;
            header[41] = 0;
            header[42] = 0;
            header[43] = 0;
            return header;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static HttpResponse<String> send(String body) throws IOException, InterruptedException {
        return suite.send(suite.request("/v1/chat/completions")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static JsonNode answered(String body) throws IOException, InterruptedException {
        HttpResponse<String> response = send(body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static List<JsonNode> streamed(String body) throws IOException, InterruptedException {
        HttpResponse<String> response = send(body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        assertThat(response.body()).endsWith("data: [DONE]\n\n");
        return events(response);
    }

    private static List<JsonNode> events(HttpResponse<String> response) {
        return response.body()
            .lines()
            .filter((line) -> line.startsWith("data: {"))
            .map((line) -> JSON.readTree(line.substring("data: ".length())))
            .toList();
    }

    private static Stream<String> values(List<JsonNode> chunks, String path) {
        return chunks.stream().map((chunk) -> chunk.at(path)).filter(JsonNode::isString).map(JsonNode::stringValue);
    }

    private static String text(List<JsonNode> chunks, String path) {
        return String.join("", values(chunks, path).toList());
    }

    private static int index(List<JsonNode> chunks, String path) {
        for (int i = 0; i < chunks.size(); i++) {
            if (chunks.get(i).at(path).isString() && !chunks.get(i).at(path).stringValue().isEmpty()) {
                return i;
            }
        }
        throw new AssertionError("nothing at " + path);
    }

}
