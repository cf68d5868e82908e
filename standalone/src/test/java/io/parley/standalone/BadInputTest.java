package io.parley.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import io.parley.testing.ports.MultipartForm;
import io.parley.testing.ports.TestPorts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What callers get wrong, through the gateway. */
class BadInputTest {

    private static final String PATH = "/v1/audio/transcriptions";

    @TempDir
    static Path uploads;

    @AutoClose
    private static RunningSuite suite;

    @BeforeAll
    static void start() {
        suite = new RunningSuite(Map.of("server.tomcat.basedir", uploads.toString()));
    }

    @AfterEach
    void nothingIsLeftAndAllIsWell() throws Exception {
        assertThat(suite.transcribe(form()).statusCode()).isEqualTo(200);
        assertThat(suite.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        try (Stream<Path> files = Files.walk(uploads)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void noFile() throws Exception {
        expect(suite.transcribe(new MultipartForm().field("model", "whisper-1")), 400, "file", null);
    }

    @Test
    void aFileSentAsText() throws Exception {
        expect(suite.transcribe(new MultipartForm().field("model", "whisper-1").field("file", "RIFF")), 400, "file",
                null);
    }

    @Test
    void anEmptyFile() throws Exception {
        expect(suite.transcribe(new MultipartForm().field("model", "whisper-1").file("a.wav", new byte[0])), 400,
                "file", null);
    }

    @Test
    void randomBytesNamedMp3() throws Exception {
        byte[] noise = new byte[300_000];
        new Random(7).nextBytes(noise);
        expect(suite.transcribe(new MultipartForm().field("model", "whisper-1").file("a.mp3", noise)), 400, "file",
                null);
    }

    @Test
    void listsThatNameALocalFile() throws Exception {
        for (String text : new String[] { "#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
                "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=audio 9 RTP/AVP 0\n",
                "ffconcat version 1.0\nfile /etc/passwd\n" }) {
            HttpResponse<String> response = suite
                .transcribe(new MultipartForm().field("model", "whisper-1").file("a.mp3", text.getBytes(UTF_8)));
            expect(response, 400, "file", null);
            assertThat(response.body()).doesNotContain("root:");
        }
    }

    @Test
    void aFileAboveTheLimitThatTheGatewayTurnsAway() throws Exception {
        JsonNode error = error(
                suite.transcribe(new MultipartForm().field("model", "whisper-1").file("a.wav", new byte[27_500_000])),
                413);
        assertThat(error.get("type").stringValue()).isEqualTo("server_error");
        assertThat(error.get("message").stringValue()).contains("limit of 26214400 bytes");
    }

    @Test
    void aFileJustAboveTheLimitThatTheServiceTurnsAway() throws Exception {
        JsonNode error = error(
                suite.transcribe(new MultipartForm().field("model", "whisper-1").file("a.wav", new byte[26_214_401])),
                413);
        assertThat(error.get("message").stringValue()).contains("26214400");
    }

    @Test
    void aBodyOfUnknownLengthAboveTheLimit() throws Exception {
        MultipartForm form = new MultipartForm().field("model", "whisper-1").file("a.wav", new byte[28_000_000]);
        HttpRequest.Builder chunked = suite.request(PATH)
            .header("Content-Type", form.contentType())
            .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(form.bytes())));
        assertThat(error(suite.send(chunked), 413).get("message").stringValue()).contains("limit of 26214400 bytes");
    }

    @Test
    void aFileAtTheLimitIsNotTooLarge() throws Exception {
        byte[] silence = new byte[26_214_400];
        byte[] header = "RIFF....WAVEdata....".getBytes(UTF_8);
        System.arraycopy(header, 0, silence, 0, header.length);
        assertThat(
                suite.transcribe(new MultipartForm().field("model", "whisper-1").file("a.wav", silence)).statusCode())
            .isEqualTo(200);
    }

    @Test
    void noModelAndAnUnknownOne() throws Exception {
        expect(suite.transcribe(new MultipartForm().file("a.wav", RunningSuite.speech())), 400, "model", null);
        expect(suite.transcribe(new MultipartForm().field("model", "nobody").file("a.wav", RunningSuite.speech())), 404,
                "model", "model_not_found");
    }

    @ParameterizedTest
    @CsvSource({ "response_format, xml, response_format", "response_format, diarized_json, response_format",
            "temperature, hot, temperature", "temperature, 1.5, temperature", "temperature, NaN, temperature",
            "temperature, 0.5f, temperature", "temperature, 0x1p-2, temperature", "language, English!, language",
            "languages[], klingonese, languages", "stream, maybe, stream", "include[], everything, include",
            "timestamp_granularities[], word, timestamp_granularities",
            "timestamp_granularities, segment, timestamp_granularities",
            "timestamp_granularities[], letter, timestamp_granularities", "chunking_strategy, never, chunking_strategy",
            "chunking_strategy, server_vad, chunking_strategy", "chunking_strategy, {, chunking_strategy",
            "chunking_strategy, {}, chunking_strategy", "chunking_strategy[type], magic, chunking_strategy",
            "chunking_strategy[threshold], 0.4, chunking_strategy", "known_speaker_names[], Ann, known_speaker_names" })
    void aFieldThatCannotBeMetIsNamed(String field, String value, String param) throws Exception {
        expect(suite.transcribe(form().field(field, value)), 400, param, null);
    }

    @Test
    void whatTheModelCannotDoIsSaidBeforeTheFileIsDecoded() throws Exception {
        expect(suite.transcribe(new MultipartForm().field("model", "whisper-1")
            .field("language", TestPorts.UNKNOWN_LANGUAGE)
            .file("a.wav", new byte[10])), 400, "language", null);
    }

    @Test
    void aLongValueIsNotRepeatedInFull() throws Exception {
        String value = "v".repeat(100_000);
        for (String field : new String[] { "model", "response_format", "language" }) {
            MultipartForm form = new MultipartForm().field(field, value).file("a.wav", RunningSuite.speech());
            HttpResponse<String> response = suite
                .transcribe(field.equals("model") ? form : form.field("model", "whisper-1"));
            assertThat(response.statusCode()).isBetween(400, 404);
            assertThat(response.body()).hasSizeLessThan(1000).contains("\"" + field + "\"");
        }
    }

    @Test
    void moreFieldsThanAnyFormHas() throws Exception {
        MultipartForm form = form();
        for (int i = 0; i < 300; i++) {
            form.field("field" + i, "x");
        }
        HttpResponse<String> response = suite.transcribe(form);
        expect(response, 400, null, null);
        assertThat(response.body()).contains("fields");
    }

    @Test
    void aModelOfAnotherHouse() throws Exception {
        expect(suite.get("/v1/models/openai/whisper"), 404, "model", "model_not_found");
        expect(suite.get("/v1/models/openai%2Fwhisper"), 404, "model", "model_not_found");
    }

    @ParameterizedTest
    @CsvSource({ "verbose_json, include[], logprobs, include", "text, include[], logprobs, include",
            "srt, stream, true, stream", "vtt, stream, true, stream", "verbose_json, stream, true, stream",
            "srt, timestamp_granularities[], segment, timestamp_granularities" })
    void aFieldThatTheFormatHasNoPlaceForIsNamed(String format, String field, String value, String param)
            throws Exception {
        expect(suite.transcribe(form().field("response_format", format).field(field, value)), 400, param, null);
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"type\":\"server_vad\",\"threshold\":1.5}", "{\"type\":\"server_vad\",\"threshold\":0}",
            "{\"type\":\"server_vad\",\"threshold\":\"high\"}", "{\"type\":\"server_vad\",\"prefix_padding_ms\":-1}",
            "{\"type\":\"server_vad\",\"silence_duration_ms\":1e9}", "{\"type\":\"server_vad\"} and more",
            "{\"threshold\":0.5}" })
    void aChunkingStrategyThatCannotBeFollowedIsNamed(String strategy) throws Exception {
        expect(suite.transcribe(form().field("chunking_strategy", strategy)), 400, "chunking_strategy", null);
    }

    @Test
    void aMisspeltMemberOfAChunkingStrategyIsNamed() throws Exception {
        for (MultipartForm form : List.of(
                form().field("chunking_strategy", "{\"type\":\"server_vad\",\"silence_ms\":500}"),
                form().field("chunking_strategy[type]", "server_vad").field("chunking_strategy[silence_ms]", "500"))) {
            HttpResponse<String> response = suite.transcribe(form);
            expect(response, 400, "chunking_strategy", null);
            assertThat(response.body()).contains("'silence_ms'").contains("silence_duration_ms");
        }
    }

    @ParameterizedTest
    @CsvSource({ "stream, true, stream", "timestamp_granularities[], word, timestamp_granularities",
            "include[], logprobs, include", "response_format, diarized_json, response_format" })
    void whatATranslationHasNotIsNamed(String field, String value, String param) throws Exception {
        expect(suite.translate(form().field(field, value)), 400, param, null);
    }

    @Test
    void aModelThatDoesNotTranslateIsNamed() throws Exception {
        expect(suite
            .translate(new MultipartForm().field("model", TestPorts.ENGLISH_ONLY).file("a.wav", RunningSuite.speech())),
                400, "model", null);
    }

    @Test
    void aModelThatCannotPlaceWordsSaysSo() throws Exception {
        expect(suite.transcribe(new MultipartForm().field("model", TestPorts.ENGLISH_ONLY)
            .field("response_format", "verbose_json")
            .field("timestamp_granularities[]", "word")
            .file("a.wav", RunningSuite.speech())), 400, "timestamp_granularities", null);
    }

    @Test
    void aStreamThatCannotBeginHasAStatusOfItsOwn() throws Exception {
        expect(suite.transcribe(new MultipartForm().field("model", "gpt-4o-transcribe")
            .field("stream", "true")
            .file("a.wav", new byte[10])), 400, "file", null);
    }

    @Test
    void brokenMultipart() throws Exception {
        String unfinished = "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nwhis";
        expect(post("multipart/form-data; boundary=b", unfinished), 400, null, null);
        expect(post("multipart/form-data; boundary=other", unfinished), 400, "model", null);
        expect(post("multipart/form-data", unfinished), 400, null, null);
        expect(post("multipart/form-data; boundary=b", ""), 400, "model", null);
    }

    @Test
    void aPartOfAFormWhoseHeadersDoNotEnd() throws Exception {
        HttpResponse<String> response = post("multipart/form-data; boundary=b",
                "--b\r\nContent-Disposition: form-data; name=\"model\"" + " ".repeat(9_000));
        expect(response, 400, null, null);
        assertThat(response.body()).contains("8192 bytes");
    }

    @Test
    void anotherContentType() throws Exception {
        expect(post("application/json", "{}"), 415, null, null);
        expect(post("application/x-www-form-urlencoded", "model=whisper-1"), 415, null, null);
        expect(post("multipart/*", "model=whisper-1"), 415, null, null);
        assertThat(post("*/*", "").headers().firstValue("x-request-id")).isPresent();
    }

    @Test
    void wrongMethodsAndUnknownPaths() throws Exception {
        HttpResponse<String> get = suite.get(PATH);
        expect(get, 405, null, "method_not_allowed");
        assertThat(get.headers().firstValue("Allow")).contains("POST");
        expect(suite.send(suite.request(PATH).DELETE()), 405, null, "method_not_allowed");
        expect(suite.send(suite.request("/v1/models").POST(BodyPublishers.noBody())), 405, null, "method_not_allowed");
        expect(suite.get("/v1/nothing/here"), 404, null, "unknown_url");
        expect(suite.get("/actuator/env"), 404, null, "unknown_url");
        expect(suite.send(suite.request("/v1/audio/nothing").POST(BodyPublishers.ofString("{}"))), 404, null,
                "unknown_url");
    }

    @Test
    void tooBusy() throws Exception {
        HttpResponse<String> response = suite.transcribe(form().field("prompt", TestPorts.OVERLOADED));
        JsonNode error = error(response, 503);
        assertThat(error.get("type").stringValue()).isEqualTo("service_unavailable_error");
        assertThat(error.get("code").stringValue()).isEqualTo("server_is_overloaded");
        assertThat(response.headers().firstValue("Retry-After")).contains("3");
    }

    @Test
    void aFaultOfOurs() throws Exception {
        HttpResponse<String> response = suite.transcribe(form().field("prompt", TestPorts.FAIL));
        assertThat(error(response, 500).get("type").stringValue()).isEqualTo("server_error");
        assertThat(response.body()).doesNotContain("secret").doesNotContain("Exception");
    }

    @Test
    void aCallerThatGoesInTheMiddleOfItsUpload() throws Exception {
        try (Socket caller = new Socket(suite.uri().getHost(), suite.uri().getPort())) {
            caller.getOutputStream()
                .write(("POST " + PATH + " HTTP/1.1\r\nHost: here\r\nContent-Type: multipart/form-data; boundary=b\r\n"
                        + "Content-Length: 2000000\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; "
                        + "filename=\"a\"\r\n\r\n")
                    .getBytes(UTF_8));
            caller.getOutputStream().write(new byte[500_000]);
        }
    }

    private static MultipartForm form() throws IOException {
        return new MultipartForm().field("model", "whisper-1").file("speech.wav", RunningSuite.speech());
    }

    private static HttpResponse<String> post(String type, String body) throws IOException, InterruptedException {
        return suite.send(suite.request(PATH).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    private static void expect(HttpResponse<String> response, int status, String param, String code) {
        JsonNode error = error(response, status);
        assertThat(error.get("type").stringValue()).isEqualTo("invalid_request_error");
        assertThat(error.get("param").stringValue(null)).isEqualTo(param);
        assertThat(error.get("code").stringValue(null)).isEqualTo(code);
    }

    private static JsonNode error(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
        assertThat(response.headers().allValues("x-request-id")).hasSize(1);
        JsonNode body = JsonMapper.shared().readTree(response.body());
        assertThat(body.propertyNames()).containsExactly("error");
        assertThat(body.get("error").propertyNames()).containsExactlyInAnyOrder("message", "type", "param", "code");
        assertThat(body.get("error").get("message").stringValue()).isNotBlank();
        return body.get("error");
    }

}
