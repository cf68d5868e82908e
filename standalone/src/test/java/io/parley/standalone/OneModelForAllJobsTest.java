package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.parley.audio.Pcm;
import io.parley.concurrent.Cancellation;
import io.parley.pool.ModelPool;
import io.parley.speech.SpeechException;
import io.parley.speech.SpeechLanguageModels;
import io.parley.speech.SpeechMessage;
import io.parley.speech.SpeechReplyOptions;
import io.parley.speech.SpeechSink;
import io.parley.testing.SharedData;
import io.parley.testing.ports.MultipartForm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process that hosts all jobs on one copy of a model: the tiny checkpoint. */
class OneModelForAllJobsTest {

    private static final String ID = "lfm2-audio-tiny";

    @TempDir
    static Path home;

    private static RunningSuite suite;

    @BeforeAll
    static void start() {
        suite = RunningSuite.withModels(Map.of("parley.home", home.toString(), "parley.default-model", ID,
                "parley.transcription.voice-activity", "false", "parley.lfm2-audio.precision", "fp32",
                "parley.lfm2-audio.directories." + ID, SharedData.path("lfm2-audio/tiny").toAbsolutePath().toString()));
    }

    @AfterAll
    static void stop() {
        suite.close();
    }

    @Test
    void allJobsAreDoneByOneCopyUnderTheNamesThatClientsSend() throws Exception {
        waitUntilReady();
        HttpResponse<String> transcript = suite
            .transcribe(new MultipartForm().field("model", "whisper-1").file("a.wav", RunningSuite.speech()));
        assertThat(transcript.statusCode()).as(transcript.body()).isEqualTo(200);

        HttpResponse<String> spoken = suite.send(suite.request("/v1/audio/speech")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("""
                    {"model": "tts-1", "voice": "onyx", "input": "Hello world, this is a test.",
                     "response_format": "pcm"}""")));
        assertThat(spoken.statusCode()).isEqualTo(200);
        assertThat(spoken.body()).isNotEmpty();

        HttpResponse<String> sounds = suite.send(new MultipartForm().field("labels[]", "dog")
            .field("labels[]", "speech")
            .file("a.wav", RunningSuite.speech())
            .on(suite.request("/v1/audio/classification")));
        assertThat(sounds.statusCode()).as(sounds.body()).isEqualTo(200);
        assertThat(sounds.body()).contains("\"label\":\"speech\"");

        SpeechLanguageModels conversations = suite.suite().shared(SpeechLanguageModels.class);
        assertThat(conversations.models()).first().isEqualTo(ID);
        conversations.named(ID)
            .respond(List.of(SpeechMessage.text(SpeechMessage.Role.USER, "Hello")),
                    new SpeechReplyOptions(true, 20, 0, 1), new Unheard(), Cancellation.never());

        assertThat(suite.suite().shared(ModelPool.class).loaded()).containsExactly(ID);
        assertThat(suite.get("/actuator/prometheus").body())
            .containsPattern("parley_pool_load_seconds_count\\{model=\"" + ID + "\"[^}]*} 1");
    }

    @Test
    void aModelThatCannotDoAllJobsIsRefusedAtTheStart() {
        for (String model : List.of("whisper-base", "nothing")) {
            assertThatThrownBy(() -> RunningSuite
                .withModels(Map.of("parley.home", home.toString(), "parley.default-model", model)))
                .isInstanceOf(SpeechException.UnknownModel.class)
                .hasMessageContaining(model);
        }
        assertThatThrownBy(() -> RunningSuite
            .withModels(Map.of("parley.home", home.toString(), "parley.default-model", "lfm2.5-audio-1.5b")))
            .isInstanceOf(SpeechException.NotFetched.class)
            .hasMessageContaining("parley models pull lfm2.5-audio-1.5b");
    }

    private static void waitUntilReady() throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (suite.get("/actuator/health/readiness").statusCode() != 200) {
            assertThat(System.nanoTime()).as("ready within a minute").isLessThan(end);
            Thread.sleep(100);
        }
    }

    private record Unheard() implements SpeechSink {

        @Override
        public void text(String words) {
        }

        @Override
        public void sound(Pcm sound) {
        }

    }

}
