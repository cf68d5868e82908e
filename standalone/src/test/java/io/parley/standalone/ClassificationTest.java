package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.parley.testing.ports.MultipartForm;
import io.parley.testing.ports.TestPorts;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What callers of classification meet, through the gateway; a sound is loud or quiet
 * here.
 */
class ClassificationTest {

    private static final int RATE = 16_000;

    @AutoClose
    private static final RunningSuite suite = new RunningSuite(
            Map.of("parley.classification-service.max-upload", "200KB"));

    @Test
    void detectionsComeBestFirst() throws Exception {
        JsonNode answer = answered(new MultipartForm().file("a.wav", quietThenLoud()));

        assertThat(answer.get("model").stringValue()).isEqualTo("yamnet");
        assertThat(answer.has("segments")).isFalse();
        assertThat(names(answer.get("detections"))).containsExactly("quiet", "loud");
        JsonNode first = answer.get("detections").get(0);
        assertThat(first.get("index").intValue()).isZero();
        assertThat(first.get("score").doubleValue()).isCloseTo((0.9 + 0.9 + 0.2) / 3, within(0.01));
    }

    @ParameterizedTest
    @CsvSource({ "top_k=1, quiet", "top_k=521, quiet loud", "threshold=0.5, quiet", "threshold=0, quiet loud",
            "threshold=0.99, ''", "top_k=, quiet loud", "model=yamnet, quiet loud" })
    void theFieldsDoWhatTheySay(String field, String expected) throws Exception {
        JsonNode answer = answered(
                new MultipartForm().field(field.split("=")[0], field.substring(field.indexOf('=') + 1))
                    .file("a.wav", quietThenLoud()));

        assertThat(String.join(" ", names(answer.get("detections")))).isEqualTo(expected);
    }

    @Test
    void segmentsSayWhatIsWhen() throws Exception {
        JsonNode answer = answered(
                new MultipartForm().field("window", "1").field("top_k", "1").file("a.wav", quietThenLoud()));

        assertThat(answer.get("segments")
            .valueStream()
            .map((segment) -> "%s-%s %s".formatted(segment.get("start").doubleValue(), segment.get("end").doubleValue(),
                    names(segment.get("detections")))))
            .containsExactly("0.0-1.0 [quiet]", "1.0-2.0 [quiet]", "2.0-3.0 [loud]");
        assertThat(names(answer.get("detections"))).containsExactly("quiet");
    }

    @Test
    void callersBringTheirOwnLabels() throws Exception {
        for (String name : List.of("labels", "labels[]")) {
            JsonNode answer = answered(new MultipartForm().field("model", TestPorts.CALLERS_LABELS)
                .field(name, "a mouse, asleep")
                .field(name, "a lion")
                .file("a.wav", quietThenLoud()));

            assertThat(names(answer.get("detections"))).containsExactly("a mouse, asleep", "a lion");
        }
    }

    @Test
    void sixtyFourLabelsAreTakenAndSixtyFiveAreNot() throws Exception {
        assertThat(answered(labelled(64)).get("detections")).hasSize(5);
        refused(classify(labelled(65)), 400, "labels");
    }

    private static MultipartForm labelled(int labels) throws Exception {
        MultipartForm form = new MultipartForm().field("model", TestPorts.CALLERS_LABELS);
        IntStream.range(0, labels).forEach((i) -> form.field("labels[]", "label " + i));
        return form.file("a.wav", quietThenLoud());
    }

    @ParameterizedTest
    @CsvSource({ "top_k, 0", "top_k, 522", "top_k, 2.5", "top_k, many", "threshold, 2", "threshold, -0.1",
            "threshold, high", "threshold, NaN", "window, 0", "window, -1", "window, NaN", "window, 0.4", "window, 1e9",
            "window, short", "labels, dog" })
    void aFieldThatCannotBeMetIsNamed(String name, String value) throws Exception {
        refused(classify(new MultipartForm().field(name, value).file("a.wav", quietThenLoud())), 400, name);
    }

    @Test
    void aWindowsBoundsAreSaid() throws Exception {
        assertThat(classify(new MultipartForm().field("window", "0").file("a.wav", quietThenLoud())).body())
            .contains("a number from 0.5 to 3600.");
    }

    @Test
    void labelsThatCannotBeMetAreNamed() throws Exception {
        for (List<String> labels : List.of(List.<String>of(), List.of("dog", ""), List.of("dog", "  "),
                List.of("dog", "a".repeat(101)))) {
            MultipartForm form = new MultipartForm().field("model", TestPorts.CALLERS_LABELS);
            labels.forEach((label) -> form.field("labels", label));
            refused(classify(form.file("a.wav", quietThenLoud())), 400, "labels");
        }
    }

    @Test
    void whatIsNoSoundIsNamed() throws Exception {
        refused(classify(new MultipartForm().field("top_k", "5")), 400, "file");
        refused(classify(new MultipartForm().file("a.wav", new byte[0])), 400, "file");
        refused(classify(new MultipartForm().file("a.wav", "no sound".getBytes(StandardCharsets.UTF_8))), 400, "file");
        refused(classify(new MultipartForm().file("a.wav", new byte[300_000])), 413, null);
        refused(classify(new MultipartForm().field("model", "nobody").file("a.wav", quietThenLoud())), 404, "model");
        assertThat(suite.get("/v1/audio/classification").statusCode()).isEqualTo(405);
        assertThat(suite
            .send(suite.request("/v1/audio/classification")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}")))
            .statusCode()).isEqualTo(415);
    }

    @Test
    void tooMuchWorkIsSaidWithWhenToTryAgain() throws Exception {
        HttpResponse<String> answer = classify(behaving(TestPorts.OVERLOADED));

        refused(answer, 503, null);
        assertThat(answer.headers().firstValue("retry-after")).hasValue("3");
        assertThat(classify(behaving(TestPorts.FAIL)).body()).doesNotContain("secret");
    }

    @Test
    void whoHangsUpStopsTheModel() throws Exception {
        BlockingQueue<String> events = suite.suite().shared(TestPorts.class).events;
        try (HttpClient client = HttpClient.newHttpClient()) {
            CompletableFuture<?> answer = client.sendAsync(
                    behaving(TestPorts.WAIT).on(suite.request("/v1/audio/classification")).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(events.poll(20, TimeUnit.SECONDS)).isEqualTo("waiting");
            answer.cancel(true);
            client.shutdownNow();
        }
        assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo("cancelled");
    }

    private static MultipartForm behaving(String behaviour) {
        return new MultipartForm().field("model", TestPorts.CALLERS_LABELS)
            .field("labels", behaviour)
            .field("labels", "loud")
            .file("a.wav", quietThenLoud());
    }

    @Test
    void labelsAreListedByModel() throws Exception {
        JsonNode own = JsonMapper.shared().readTree(suite.get("/v1/audio/classification/labels").body());
        assertThat(own.get("model").stringValue()).isEqualTo("yamnet");
        assertThat(own.get("takes_labels").booleanValue()).isFalse();
        assertThat(names(own.get("labels"))).containsExactly("quiet", "loud");
        assertThat(suite.get("/v1/audio/classification/labels?model=").body()).contains("\"yamnet\"");
        JsonNode callers = JsonMapper.shared()
            .readTree(suite.get("/v1/audio/classification/labels?model=" + TestPorts.CALLERS_LABELS).body());
        assertThat(callers.get("takes_labels").booleanValue()).isTrue();
        assertThat(callers.get("labels")).isEmpty();
        assertThat(suite.get("/v1/audio/classification/labels?model=nobody").statusCode()).isEqualTo(404);
        assertThat(suite.get("/v1/models").body()).contains("\"yamnet\"", "whisper-1");
    }

    private static List<String> names(JsonNode labelled) {
        return labelled.valueStream().map((each) -> each.get("label").stringValue()).toList();
    }

    private static JsonNode answered(MultipartForm form) throws Exception {
        HttpResponse<String> response = classify(form);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        return JsonMapper.shared().readTree(response.body());
    }

    private static void refused(HttpResponse<String> response, int status, String field) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        JsonNode error = JsonMapper.shared().readTree(response.body()).get("error");
        assertThat(error.get("message").stringValue()).endsWith(".");
        assertThat(error.get("param").isNull() ? null : error.get("param").stringValue()).isEqualTo(field);
    }

    private static HttpResponse<String> classify(MultipartForm form) throws Exception {
        return suite.send(form.on(suite.request("/v1/audio/classification")));
    }

    /** Two seconds of amplitude 0.1 and one of 0.8, as a wave file. */
    private static byte[] quietThenLoud() {
        int samples = 3 * RATE;
        ByteBuffer wave = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        wave.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples);
        wave.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1).putShort((short) 1);
        wave.putInt(RATE).putInt(2 * RATE).putShort((short) 2).putShort((short) 16);
        wave.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples);
        for (int i = 0; i < samples; i++) {
            wave.putShort((short) ((i < 2 * RATE) ? 3_277 : 26_214));
        }
        return wave.array();
    }

}
