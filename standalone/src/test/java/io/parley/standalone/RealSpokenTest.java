package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

import io.parley.testing.ports.MultipartForm;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Speech by the real model, through the gateway, read back by the real recogniser. */
class RealSpokenTest {

    private static final String LONG = """
            The first lamp in the long street was broken, and nobody had repaired it. The second lamp gave a yellow \
            light that reached the other side. Behind the third lamp there was a small shop, which sold bread and milk. \
            The fourth lamp stood beside a wooden bench, where two old men played chess. Under the fifth lamp a cat was \
            waiting for the fish market to open. The sixth lamp was the last one before the river.""";

    @AutoClose
    private static final RunningSuite suite = RunningSuite.withModels();

    @AutoClose
    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mp3  | alloy                   | 1   | Good morning, the doctor will see you at half past nine.
            opus | bm_george               | 1   | Turn left at the traffic lights and park behind the white building.
            aac  | shimmer                 | 1   | Did you leave the keys on the kitchen table?
            flac | af_heart(2)+bf_emma(1)  | 1   | Your package will arrive on Thursday in the morning.
            wav  | onyx                    | 0.5 | The museum is closed on public holidays.
            pcm  | nova                    | 2   | Please bring a pen and two photographs with you.
            """)
    void whatIsSaidIsHeardToItsLastWord(String format, String voice, double speed, String text) throws Exception {
        byte[] sound = speak(
                Map.of("input", text, "voice", voice, "speed", speed, "response_format", format, "model", "tts-1"));

        assertThat(heard(format.equals("pcm") ? RunningSuite.wave(sound) : sound)).isEqualTo(plain(text));
    }

    @Test
    void aLongTextIsSaidWholeAndInOrder() throws Exception {
        byte[] sound = speak(Map.of("input", LONG, "voice", "af_heart", "model", "tts-1"));

        assertThat(heard(sound)).isEqualTo(plain(LONG));
    }

    @Test
    void whoHangsUpFreesTheModel() throws Exception {
        HttpResponse<InputStream> answer = this.client.send(request(Map.of("input", (LONG + " ").repeat(8).strip(),
                "voice", "alloy", "model", "tts-1", "response_format", "pcm")),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.body().readNBytes(1000)).hasSize(1000);
        assertThat(suite.get("/actuator/prometheus").body()).contains("parley_pool_leases{model=\"kokoro-82m\"} 1.0");

        answer.body().close();

        await().atMost(Duration.ofSeconds(20))
            .untilAsserted(() -> assertThat(suite.get("/actuator/prometheus").body())
                .contains("parley_pool_leases{model=\"kokoro-82m\"} 0.0"));
        assertThat(suite.get("/actuator/prometheus").body()).contains("parley_speech_first_audio_seconds_bucket");
    }

    private static String heard(byte[] sound) throws IOException, InterruptedException {
        HttpResponse<String> answer = suite.transcribe(new MultipartForm().field("model", "whisper-1")
            .field("language", "en")
            .field("response_format", "text")
            .file("speech", sound));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return plain(answer.body());
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z ]", " ").strip().replaceAll(" +", " ");
    }

    private byte[] speak(Map<String, Object> body) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = this.client.send(request(body), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static HttpRequest request(Map<String, Object> body) {
        return suite.request("/v1/audio/speech")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)))
            .build();
    }

}
