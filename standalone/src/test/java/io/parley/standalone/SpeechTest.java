package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import io.parley.audio.AudioDecoder;
import io.parley.audio.AudioLimits;
import io.parley.audio.PcmSource;
import io.parley.audio.decoder.DecoderSettings;
import io.parley.audio.decoder.ProcessAudioDecoder;
import io.parley.testing.ports.TestPorts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What callers of the speech endpoint meet, through the gateway and the service. */
class SpeechTest {

    private static final String TWO = "One sentence. And another one.";

    @AutoClose
    private static final RunningSuite suite = new RunningSuite(Map.of());

    @AutoClose
    private static final ProcessAudioDecoder decoder = ProcessAudioDecoder
        .start(DecoderSettings.defaults(Path.of("target/natives")));

    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void hangUp() {
        this.client.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({ "mp3, audio/mpeg", "opus, audio/ogg", "aac, audio/aac", "flac, audio/flac", "wav, audio/wav" })
    void everyFormatDecodesToTheWholeSound(String format, String contentType) throws Exception {
        HttpResponse<byte[]> answer = bytes(body(TWO, "\"response_format\": \"%s\"".formatted(format)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue(contentType);
        assertThat(answer.headers().firstValue("content-length")).isEmpty();
        // two tones of a quarter of a second; frames of mp3 and aac may add to the ends
        assertThat(seconds(answer.body())).isBetween(0.49, 0.64);
    }

    private static double seconds(byte[] sound) {
        AudioDecoder any = decoder;
        try (PcmSource source = any.decode(new ByteArrayInputStream(sound), 24_000,
                new AudioLimits(1 << 24, Duration.ofMinutes(1)))) {
            float[] block = new float[4096];
            long samples = 0;
            for (int count = source.read(block, 0, block.length); count >= 0; count = source.read(block, 0,
                    block.length)) {
                samples += count;
            }
            return samples / 24_000.0;
        }
    }

    @Test
    void theFirstCallerDoesNotWaitForCodecs() throws Exception {
        assertThat(suite.suite().shared(TestPorts.class).warmed.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void samplesAreBare() throws Exception {
        HttpResponse<byte[]> answer = bytes(body(TWO, "\"response_format\": \"pcm\", \"speed\": 2"));

        assertThat(answer.headers().firstValue("content-type")).hasValue("audio/pcm");
        // two tones of an eighth of a second
        assertThat(answer.body()).hasSize(2 * 2 * 3000);
    }

    @ParameterizedTest
    @ValueSource(strings = { "pcm", "mp3", "wav" })
    void soundComesWhileTheNextSentenceIsStillToBeSaid(String format) throws Exception {
        BlockingQueue<String> steps = suite.suite().shared(TestPorts.class).steps;
        HttpResponse<InputStream> answer = this.client
            .send(speech(body(TestPorts.STEP + ". Another sentence. And one more.",
                    "\"response_format\": \"%s\"".formatted(format))), HttpResponse.BodyHandlers.ofInputStream());

        try (InputStream sound = answer.body()) {
            // the model waits for a step before it says the second sentence
            assertThat(sound.readNBytes(1000)).hasSize(1000);
            steps.add("second");
            steps.add("third");
            assertThat(sound.readAllBytes()).isNotEmpty();
        }
    }

    @Test
    void eventsTellTheSoundAndItsEnd() throws Exception {
        HttpResponse<byte[]> answer = bytes(body(TWO, "\"response_format\": \"pcm\", \"stream_format\": \"sse\""));

        assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("text/event-stream");
        List<String> events = List.of(new String(answer.body()).split("\n\n"));
        assertThat(events.getLast()).isEqualTo("data: [DONE]");
        JsonNode done = event(events.get(events.size() - 2));
        assertThat(done.get("type").stringValue()).isEqualTo("speech.audio.done");
        assertThat(done.at("/usage/total_tokens").intValue()).isEqualTo(TWO.length() + 20);
        int bytes = events.subList(0, events.size() - 2)
            .stream()
            .map(SpeechTest::event)
            .mapToInt((delta) -> Base64.getDecoder().decode(delta.get("audio").stringValue()).length)
            .sum();
        assertThat(bytes).isEqualTo(2 * 2 * 6000);
    }

    private static JsonNode event(String event) {
        return JsonMapper.shared().readTree(event.substring("data: ".length()));
    }

    @Test
    void whatFailsLateIsAnEventOrBreaksTheAnswerOff() throws Exception {
        String late = TestPorts.FAIL_LATE + ". Another sentence.";

        String events = new String(
                bytes(body(late, "\"stream_format\": \"sse\", \"response_format\": \"pcm\"")).body());
        assertThat(events).contains("speech.audio.delta").contains("server_is_overloaded").doesNotContain("[DONE]");
        try {
            bytes(body(late, "\"response_format\": \"pcm\""));
            throw new AssertionError("a part looked like the whole");
        }
        catch (IOException ex) {
            assertThat(ex).isNotNull();
        }
    }

    @Test
    void whoHangsUpStopsTheModel() throws Exception {
        BlockingQueue<String> events = suite.suite().shared(TestPorts.class).events;
        HttpResponse<InputStream> answer = this.client.send(
                speech(body(TestPorts.WAIT + ". Another sentence.", "\"response_format\": \"pcm\"")),
                HttpResponse.BodyHandlers.ofInputStream());

        assertThat(answer.body().readNBytes(1000)).hasSize(1000);
        assertThat(events.poll(20, TimeUnit.SECONDS)).isEqualTo("waiting");
        answer.body().close();

        assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo("cancelled");
        assertThat(bytes(body(TWO, "\"response_format\": \"pcm\"")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    {"model": "tts-1", "voice": "alloy"}                                                   | 400 | input
                    {"model": "tts-1", "voice": "alloy", "input": ""}                                      | 400 | input
                    {"model": "tts-1", "voice": "alloy", "input": "   "}                                   | 400 | input
                    {"model": "tts-1", "voice": "alloy", "input": 5}                                       | 400 | input
                    {"model": "tts-1", "input": "Hi."}                                                     | 400 | voice
                    {"model": "tts-1", "input": "Hi.", "voice": "nobody"}                                  | 400 | voice
                    {"model": "tts-1", "input": "Hi.", "voice": ["alloy"]}                                 | 400 | voice
                    {"model": "tts-1", "input": "Hi.", "voice": {"name": "alloy"}}                         | 400 | voice.id
                    {"input": "Hi.", "voice": "alloy"}                                                     | 400 | model
                    {"model": "nobody", "input": "Hi.", "voice": "alloy"}                                  | 404 | model
                    {"model": "tts-1", "input": "Hi.", "voice": "alloy", "response_format": "xyz"}         | 400 | response_format
                    {"model": "tts-1", "input": "Hi.", "voice": "alloy", "stream_format": "rtp"}           | 400 | stream_format
                    {"model": "tts-1", "input": "Hi.", "voice": "alloy", "speed": 0}                       | 400 | speed
                    {"model": "tts-1", "input": "Hi.", "voice": "alloy", "speed": 9}                       | 400 | speed
                    {"model": "tts-1", "input": "Hi.", "voice": "alloy", "speed": "fast"}                  | 400 | speed
                    {"model": "tts-1", "input": "Hi.", "voice": "alloy", "normalization_options": true}    | 400 | normalization_options
                    {"model": "tts-1", "input": "Hi.", "voice":                                            | 400 |
                    ["tts-1"]                                                                              | 400 |
                    """)
    void whatCannotBeMetIsNamed(String body, int status, String param) throws Exception {
        assertRefused(bytes(body), status, param);
    }

    @Test
    void aTextMayHave4096CharactersAndNoMore() throws Exception {
        // each of these is two chars of Java
        String longest = "\uD835\uDC00".repeat(4096);

        assertThat(bytes(body(longest, "\"response_format\": \"pcm\"")).statusCode()).isEqualTo(200);
        assertRefused(bytes(body(longest + "a", "\"response_format\": \"pcm\"")), 400, "input");
        assertRefused(bytes(body("a".repeat(300_000), "\"speed\": 1")), 413, null);
        assertRefused(bytes(body(TestPorts.OVERLOADED, "\"speed\": 1")), 503, null);
    }

    private static void assertRefused(HttpResponse<byte[]> answer, int status, String param) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        JsonNode error = JsonMapper.shared().readTree(answer.body()).get("error");
        assertThat(error.get("message").stringValue()).endsWith(".");
        assertThat(error.get("param").isNull() ? null : error.get("param").stringValue()).isEqualTo(param);
    }

    @Test
    void voicesAreListedByModel() throws Exception {
        JsonNode voices = JsonMapper.shared().readTree(suite.get("/v1/audio/voices").body()).get("voices");

        assertThat(voices.valueStream().map((voice) -> voice.get("id").stringValue())).containsExactly("high", "low");
        assertThat(voices.get(0).get("model").stringValue()).isEqualTo("kokoro-82m");
        assertThat(suite.get("/v1/audio/voices?model=tts-1").body()).contains("onyx");
        assertThat(suite.get("/v1/audio/voices?model=nobody").statusCode()).isEqualTo(404);
        assertThat(suite.get("/v1/models").body()).contains("whisper-1", "kokoro-82m", "gpt-4o-mini-tts");
    }

    private static String body(String input, String more) {
        return "{\"model\": \"tts-1\", \"voice\": \"alloy\", \"input\": %s, %s}"
            .formatted(JsonMapper.shared().writeValueAsString(input), more);
    }

    private HttpResponse<byte[]> bytes(String body) throws Exception {
        return this.client.send(speech(body), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static HttpRequest speech(String body) {
        return suite.request("/v1/audio/speech")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    }

}
