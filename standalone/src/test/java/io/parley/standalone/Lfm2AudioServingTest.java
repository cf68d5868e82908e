package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.parley.testing.SharedData;
import io.parley.testing.ports.MultipartForm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A checkpoint directory of LFM2-Audio served under an id, through the gateway. The tiny
 * checkpoint's answers are noise by design.
 */
class Lfm2AudioServingTest {

    private static final String ID = "lfm2-audio-1.5b";

    @TempDir
    static Path home;

    private static RunningSuite suite;

    @BeforeAll
    static void start() {
        Path tiny = SharedData.path("lfm2-audio/tiny").toAbsolutePath();
        suite = RunningSuite.withModels(Map.of("parley.home", home.toString(), "parley.asr.prepare", "false",
                "parley.tts.prepare", "false", "parley.classification-service.prepare", "false", "parley.chat.prepare",
                "false", "parley.lfm2-audio.precision", "fp32", "parley.lfm2-audio.directories." + ID, tiny.toString(),
                "parley.lfm2-audio.directories.broken", home.resolve("nothing-here").toString()));
    }

    @AfterAll
    static void stop() {
        suite.close();
    }

    @Test
    void theModelIsListed() throws Exception {
        assertThat(suite.get("/v1/models").body()).contains("\"id\":\"" + ID + "\"")
            .contains("\"id\":\"whisper-base\"");
    }

    @Test
    void aTranscriptionComesFromTheModelAndIsTheSameAgain() throws Exception {
        HttpResponse<String> first = transcribe(ID);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(first.body()).contains("\"text\":\"").doesNotContain("\"text\":\"\"");
        assertThat(transcribe(ID).body()).isEqualTo(first.body());
        assertThat(suite.get("/actuator/prometheus").body())
            .contains("parley_pool_resident_bytes{model=\"" + ID + "\"}");
    }

    @Test
    void aLanguageItDoesNotKnowIsAMistakeOfTheField() throws Exception {
        HttpResponse<String> response = suite.transcribe(
                new MultipartForm().field("model", ID).field("language", "de").file("a.wav", RunningSuite.speech()));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"param\":\"language\"");
    }

    @Test
    void aSoundIsScoredByTheCallersLabels() throws Exception {
        MultipartForm form = new MultipartForm().field("model", ID)
            .field("labels[]", "a dog, barking")
            .field("labels[]", "speech")
            .field("window", "4")
            .file("a.wav", RunningSuite.speech());

        HttpResponse<String> response = suite.send(form.on(suite.request("/v1/audio/classification")));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode answer = JsonMapper.shared().readTree(response.body());
        assertThat(scores(answer.get("detections"))).hasSize(2).satisfies(Lfm2AudioServingTest::sumToOne);
        assertThat(answer.get("segments")).hasSize(3)
            .allSatisfy((segment) -> sumToOne(scores(segment.get("detections"))));
        assertThat(suite.get("/v1/audio/classification/labels?model=" + ID).body()).contains("\"takes_labels\":true");
    }

    private static List<Double> scores(JsonNode detections) {
        return detections.valueStream().map((detection) -> detection.get("score").doubleValue()).toList();
    }

    private static void sumToOne(List<? extends Double> scores) {
        assertThat(scores.stream().mapToDouble((score) -> score).sum()).isCloseTo(1, within(1e-6));
    }

    @Test
    void labelsThatItCannotTellApartAreAMistakeOfTheField() throws Exception {
        MultipartForm none = new MultipartForm().field("model", ID);
        MultipartForm twice = new MultipartForm().field("model", ID).field("labels", "dog").field("labels", "dog");
        for (MultipartForm form : List.of(none, twice)) {
            HttpResponse<String> response = suite
                .send(form.file("a.wav", RunningSuite.speech()).on(suite.request("/v1/audio/classification")));
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("\"param\":\"labels\"");
        }
    }

    @Test
    void aDirectoryThatIsNoCheckpointFailsAloneAndTellsNoPath() throws Exception {
        HttpResponse<String> response = transcribe("broken");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("nothing-here");
        assertThat(transcribe(ID).statusCode()).isEqualTo(200);
    }

    @Test
    void aCheckpointOfTheCatalogIsNotFetchedByARequestButSaysWhoFetchesIt() throws Exception {
        HttpResponse<String> response = transcribe("lfm2.5-audio-1.5b");

        assertThat(response.statusCode()).isEqualTo(503);
        // through the gateway, too
        assertThat(response.headers().firstValue("x-should-retry")).contains("false");
        assertThat(response.body()).contains("service_unavailable_error",
                "parley models pull lfm2.5-audio-1.5b --accept-licence");
        assertThat(suite.get("/v1/models").body()).doesNotContain("lfm2.5-audio-1.5b");
        assertThat(suite.get("/v1/models/lfm2.5-audio-1.5b").statusCode()).isEqualTo(404);
        assertThat(home.resolve("models/lfm2.5-audio-1.5b")).doesNotExist();
    }

    @Test
    void itConversesInSpeechOverSeveralTurns() throws Exception {
        String heard = """
                {"role": "user", "content": [{"type": "input_audio", "input_audio": {"data": "%s", "format": "wav"}}]}"""
            .formatted(Base64.getEncoder().encodeToString(RunningSuite.speech()));
        String asked = """
                {"model": "%s", "modalities": ["text", "audio"], "audio": {"voice": "alloy", "format": "wav"},
                 "max_completion_tokens": 30, "messages": [%s]}""";

        JsonNode first = answer(asked.formatted(ID, heard));

        JsonNode audio = first.at("/choices/0/message/audio");
        assertThat(Base64.getDecoder().decode(audio.get("data").stringValue())).hasSizeGreaterThan(2_000);
        assertThat(first.at("/usage/prompt_tokens_details/audio_tokens").intValue()).isBetween(100, 200);
        assertThat(first.at("/usage/completion_tokens").intValue()).isEqualTo(30);
        assertThat(first.at("/choices/0/finish_reason").stringValue()).isEqualTo("length");
        assertThat(answer(asked.formatted(ID, heard)).at("/choices/0/message/audio/data")).isEqualTo(audio.get("data"));
        JsonNode next = answer(asked.formatted(ID, heard + ", {\"role\": \"assistant\", \"audio\": {\"id\": \""
                + audio.get("id").stringValue() + "\"}}, {\"role\": \"user\", \"content\": \"Go on.\"}"));
        assertThat(next.at("/usage/prompt_tokens_details/audio_tokens").intValue())
            .isGreaterThan(first.at("/usage/prompt_tokens_details/audio_tokens").intValue());
    }

    @Test
    void whatItCannotDoInAConversationIsAMistakeOfTheField() throws Exception {
        HttpResponse<String> response = chat("{\"model\": \"%s\", \"stop\": \"X\", \"messages\": [%s]}".formatted(ID,
                "{\"role\": \"user\", \"content\": \"Hi\"}"));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"param\":\"stop\"");
    }

    private static JsonNode answer(String body) throws Exception {
        HttpResponse<String> response = chat(body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    private static HttpResponse<String> chat(String body) throws Exception {
        return suite.send(suite.request("/v1/chat/completions")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> transcribe(String model) throws Exception {
        return suite.transcribe(new MultipartForm().field("model", model)
            .field("response_format", "json")
            .file("a.wav", RunningSuite.speech()));
    }

}
