package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;

import io.parley.testing.SharedData;
import io.parley.testing.ports.MultipartForm;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What callers of classification get from the real models, through the gateway. */
class RealClassificationTest {

    @AutoClose
    private static final RunningSuite suite = RunningSuite.withModels();

    @Test
    void aDogIsADog() throws Exception {
        JsonNode answer = classify(new MultipartForm().file("a.flac",
                Files.readAllBytes(SharedData.path("audio/sound/esc10/dog_bark/1-100032-A.flac"))));

        assertThat(labels(answer)).contains("Dog");
    }

    @Test
    void speechIsSpeechAndEnglish() throws Exception {
        for (String file : new String[] { "jfk.mp3", "jfk.opus", "jfk_8k_mulaw.wav" }) {
            byte[] speech = Files.readAllBytes(SharedData.path("audio/formats/" + file));

            JsonNode sounds = classify(new MultipartForm().field("window", "1").file(file, speech));
            assertThat(labels(sounds)).as(file).startsWith("Speech");
            assertThat(sounds.get("segments")).hasSize(11);
        }
        JsonNode languages = classify(new MultipartForm().field("model", "whisper-base-language")
            .field("top_k", "521")
            .file("a.wav", RunningSuite.speech()));
        assertThat(labels(languages)).startsWith("en").contains("de", "fr").hasSize(99);
        assertThat(languages.get("detections")
            .valueStream()
            .mapToDouble((detection) -> detection.get("score").doubleValue())
            .sum()).isCloseTo(1, within(1e-6));
    }

    @Test
    void labelsAreThoseOfAudioSet() throws Exception {
        JsonNode labels = JsonMapper.shared().readTree(suite.get("/v1/audio/classification/labels").body());

        assertThat(labels.get("labels")).hasSize(521);
        assertThat(labels.at("/labels/390/label").stringValue()).isEqualTo("Siren");
        assertThat(suite.get("/actuator/prometheus").body()).contains("parley_classification_run_seconds_count");
    }

    private static List<String> labels(JsonNode answer) {
        return answer.get("detections").valueStream().map((each) -> each.get("label").stringValue()).toList();
    }

    private static JsonNode classify(MultipartForm form) throws Exception {
        HttpResponse<String> response = suite.send(form.on(suite.request("/v1/audio/classification")));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

}
