package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.parley.testing.ports.MultipartForm;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where somebody speaks, through the gateway; what is loud counts as speech here. */
class SpeechTimestampsTest {

    private static final int FRAME = 512;

    @AutoClose
    private static RunningSuite suite;

    @BeforeAll
    static void start() {
        suite = new RunningSuite(Map.of());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            threshold=0.5                                                       | [[320,1600]]
            threshold=0.5&min_silence_duration_ms=64                            | [[320,640],[960,1280]]
            threshold=0.5&min_silence_duration_ms=64&speech_pad_ms=100          | [[220,740],[860,1380]]
            threshold=0.5&min_silence_duration_ms=64&min_speech_duration_ms=320 | []
            threshold=0.5&max_speech_duration_s=0.64                            | [[320,640],[960,1600]]
            threshold=0.5&max_speech_duration_s=inf&model=silero_vad_v5         | [[320,1600]]
            neg_threshold=0.25&model=silero-vad                                 | [[320,1600]]
            threshold=0.9                                                       | []
            """)
    void theFieldsDoWhatTheySay(String fields, String expected) throws Exception {
        MultipartForm form = new MultipartForm();
        for (String field : fields.split("&")) {
            form.field(field.split("=")[0], field.split("=")[1]);
        }
        HttpResponse<String> response = detect(form.file("a.wav", twoWords()));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        JsonNode spans = JsonMapper.shared().readTree(response.body());
        assertThat(spans.valueStream()
            .map((span) -> "[%d,%d]".formatted(span.get("start").longValue(), span.get("end").longValue()))
            .toList()
            .toString()
            .replace(" ", "")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({ "threshold, 1.5, threshold", "threshold, loud, threshold", "neg_threshold, 0.8, neg_threshold",
            "neg_threshold, -1, neg_threshold", "min_speech_duration_ms, -1, min_speech_duration_ms",
            "max_speech_duration_s, 0, max_speech_duration_s", "max_speech_duration_s, 0.001, max_speech_duration_s",
            "max_speech_duration_s, 1e9, max_speech_duration_s",
            "min_silence_duration_ms, 1e300, min_silence_duration_ms", "speech_pad_ms, 4000000, speech_pad_ms" })
    void aFieldThatCannotBeMetIsNamed(String name, String value, String field) throws Exception {
        expect(detect(new MultipartForm().field(name, value).file("a.wav", twoWords())), 400, field);
    }

    @Test
    void whatIsMissingOrUnknownIsNamed() throws Exception {
        expect(detect(new MultipartForm().field("threshold", "0.5")), 400, "file");
        expect(detect(new MultipartForm().file("a.wav", new byte[0])), 400, "file");
        expect(detect(new MultipartForm().file("a.wav", "no sound".getBytes(StandardCharsets.UTF_8))), 400, "file");
        expect(detect(new MultipartForm().field("model", "whisper-1").file("a.wav", twoWords())), 404, "model");
        assertThat(suite.get("/v1/audio/speech/timestamps").statusCode()).isEqualTo(405);
    }

    private static void expect(HttpResponse<String> response, int status, String field) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        JsonNode error = JsonMapper.shared().readTree(response.body()).get("error");
        assertThat(error.get("type").stringValue()).isEqualTo("invalid_request_error");
        assertThat(error.get("param").stringValue()).isEqualTo(field);
    }

    private static HttpResponse<String> detect(MultipartForm form) throws Exception {
        return suite.send(form.on(suite.request("/v1/audio/speech/timestamps")));
    }

    /**
     * Ten frames of silence, ten loud ones, and so on, 50 in all, as a wave file. What
     * has not been silent for long enough at the end of the sound is not over before.
     */
    private static byte[] twoWords() {
        int samples = 50 * FRAME;
        ByteBuffer wave = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        wave.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples);
        wave.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1).putShort((short) 1);
        wave.putInt(16_000).putInt(32_000).putShort((short) 2).putShort((short) 16);
        wave.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples);
        for (int i = 0; i < samples; i++) {
            wave.putShort((short) ((i / FRAME / 10 % 2 == 0) ? 0 : 26_000));
        }
        return wave.array();
    }

}
