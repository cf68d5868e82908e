package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.parley.testing.SharedData;
import io.parley.testing.ports.MultipartForm;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole with its real default model, on real speech, through the gateway. */
class RealSpeechTest {

    private static final String WORDS = "And so my fellow Americans, ask not what your country can do for you, "
            + "ask what you can do for your country.\n";

    @AutoClose
    private static RunningSuite suite;

    @BeforeAll
    static void start() {
        suite = RunningSuite.withModels();
        await().atMost(Duration.ofMinutes(5)).until(() -> suite.get("/actuator/health/readiness").statusCode() == 200);
    }

    @ParameterizedTest
    @ValueSource(strings = { "jfk.flac", "jfk.m4a", "jfk.mp3", "jfk.ogg", "jfk.opus", "jfk.webm", "jfk_16k_s16.wav",
            "jfk_44k1_s24.wav", "jfk_48k_stereo_f32.wav" })
    void everyFormatGivesTheSameWords(String file) throws Exception {
        // the name tells nothing: formats are known by content
        assertThat(words(file, "upload")).isEqualTo(WORDS);
    }

    @Test
    void aTelephoneRecordingLosesOnlyWhatItLacks() throws Exception {
        // without the band above 4 kHz the final "ns" is gone for Whisper base in any
        // precision, in the reference implementations too
        assertThat(words("jfk_8k_mulaw.wav", "call.wav")).isEqualTo(WORDS.replace("Americans", "America"));
    }

    @Test
    void whereSomebodySpeaks() throws Exception {
        MultipartForm form = new MultipartForm().field("threshold", "0.5")
            .file("speech.wav", Files.readAllBytes(SharedData.path("audio/formats/jfk.flac")));
        HttpResponse<String> response = suite.send(form.on(suite.request("/v1/audio/speech/timestamps")));
        // the pauses of a second that the reference finds too
        assertThat(response.body()).matches("\\[(\\{\"start\":\\d+,\"end\":\\d+},?)+]").startsWith("[{\"start\":3");
    }

    @Test
    void eightCallersAtOnceAllGetTheirWords() throws Exception {
        List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                answers.add(callers.submit(() -> words("jfk.mp3", "a.mp3")));
            }
            for (Future<String> answer : answers) {
                assertThat(answer.get()).isEqualTo(WORDS);
            }
        }
    }

    @Test
    void whatIsNoSoundIsRefusedAndLeavesTheSuiteHealthy() throws Exception {
        byte[] noise = new byte[50_000];
        new Random(7).nextBytes(noise);
        Path secret = Files.createTempFile("secret", ".wav");
        Files.write(secret, RunningSuite.speech());
        String playlist = "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile://%s\n#EXT-X-ENDLIST\n"
            .formatted(secret);
        String session = "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\na=file:%s\n"
            .formatted(secret);
        for (byte[] bytes : List.of(noise, playlist.getBytes(), session.getBytes(), "hello".getBytes())) {
            HttpResponse<String> response = suite
                .transcribe(new MultipartForm().field("model", "whisper-1").file("song.mp3", bytes));
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("\"param\":\"file\"").doesNotContain(secret.toString(), "Exception");
        }
        Files.delete(secret);
        assertThat(words("jfk.mp3", "a.mp3")).isEqualTo(WORDS);
    }

    @Test
    void thePoolIsSeenInTheMetrics() throws Exception {
        words("jfk.mp3", "a.mp3");
        assertThat(suite.get("/actuator/prometheus").body()).contains("parley_pool_leases{model=\"whisper-base\"} 0.0")
            .contains("parley_pool_models_loaded")
            .contains("parley_transcription_real_time_factor")
            .contains("parley_pool_lease_wait_seconds_bucket");
    }

    private static String words(String file, String name) throws IOException, InterruptedException {
        HttpResponse<String> response = suite.transcribe(new MultipartForm().field("model", "whisper-1")
            .field("response_format", "text")
            .file(name, Files.readAllBytes(SharedData.path("audio/formats/" + file))));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

}
