package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

import io.parley.testing.ports.MultipartForm;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The whole with its real default models, which hear, write and speak. */
class RealConversationTest {

    @AutoClose
    private static final RunningSuite suite = RunningSuite.withModels();

    @Test
    void itSaysParisWhenItIsAskedByVoiceForTheCapitalOfFrance() throws Exception {
        await().atMost(Duration.ofMinutes(5)).until(() -> suite.get("/actuator/health/readiness").statusCode() == 200);
        byte[] question = spoken("What is the capital of France?");
        try (RealtimeClient client = new RealtimeClient(suite.uri(), "?model=gpt-realtime")) {
            client.next("session.created");
            client
                .send("""
                        {"type": "session.update", "session": {"audio": {"input": {"transcription": {"language": "en"}}}}}""");
            client.next("session.updated");
            client.pcm(question);
            client.sound(0, 1_000);
            List<JsonNode> events = client.upTo("response.done");
            assertThat(text(events, "conversation.item.input_audio_transcription.completed", "transcript"))
                .containsIgnoringCase("capital of France");
            assertThat(text(events, "response.output_audio_transcript.delta", "delta")).contains("Paris");
            ByteArrayOutputStream sound = new ByteArrayOutputStream();
            of(events, "response.output_audio.delta")
                .forEach((event) -> sound.writeBytes(Base64.getDecoder().decode(event.get("delta").stringValue())));
            HttpResponse<String> heard = suite.transcribe(new MultipartForm().field("model", "whisper-1")
                .file("answer.wav", RunningSuite.wave(sound.toByteArray())));
            assertThat(heard.body()).contains("Paris");
        }
    }

    private static byte[] spoken(String text) throws Exception {
        HttpRequest request = suite.request("/v1/audio/speech")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("""
                    {"model": "tts-1", "voice": "af_heart", "input": "%s", "response_format": "pcm"}"""
                .formatted(text)))
            .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        }
    }

    private static List<JsonNode> of(List<JsonNode> events, String type) {
        return events.stream().filter((event) -> event.get("type").stringValue().equals(type)).toList();
    }

    private static String text(List<JsonNode> events, String type, String field) {
        return String.join("", of(events, type).stream().map((event) -> event.get(field).stringValue()).toList());
    }

}
