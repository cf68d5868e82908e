package io.parley.standalone;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import io.parley.testing.ports.MultipartForm;
import io.parley.testing.ports.TestPorts;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Transcripts that are told as they come to be, through the gateway. */
class StreamTest {

    @AutoClose
    private static final RunningSuite suite = new RunningSuite(Map.of());

    private final TestPorts ports = suite.suite().shared(TestPorts.class);

    @BeforeEach
    void clear() {
        this.ports.events.clear();
        this.ports.steps.clear();
    }

    @Test
    void deltasMakeUpTheText() throws Exception {
        HttpResponse<String> response = suite.transcribe(form("gpt-4o-transcribe").field("prompt", "Zürich"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(response.headers().allValues("x-request-id")).hasSize(1);
        assertThat(response.headers().firstValueAsLong("openai-processing-ms")).isPresent();
        List<JsonNode> events = events(response.body());
        JsonNode done = events.getLast();
        assertThat(events.subList(0, events.size() - 1)).hasSizeGreaterThan(3)
            .allSatisfy((event) -> assertThat(event.propertyNames()).containsExactlyInAnyOrder("type", "delta"))
            .allSatisfy((event) -> assertThat(event.get("type").stringValue()).isEqualTo("transcript.text.delta"));
        assertThat(done.propertyNames()).containsExactlyInAnyOrder("type", "text", "usage");
        assertThat(done.get("type").stringValue()).isEqualTo("transcript.text.done");
        assertThat(StreamedTranscripts.text(events)).isEqualTo(done.get("text").stringValue())
            .startsWith("176000 samples, loud: true, language null, prompt Zürich");
        assertThat(done.at("/usage/type").stringValue()).isEqualTo("tokens");
        assertThat(done.at("/usage/input_tokens").intValue()).isEqualTo(553);
        assertThat(done.at("/usage/input_token_details/audio_tokens").intValue()).isEqualTo(550);
        assertThat(done.at("/usage/input_token_details/text_tokens").intValue()).isEqualTo(3);
        assertThat(done.at("/usage/total_tokens").intValue())
            .isEqualTo(553 + done.at("/usage/output_tokens").intValue());
    }

    @Test
    void logprobsComeWithTheirDeltasAndOnceMoreAtTheEnd() throws Exception {
        List<JsonNode> events = events(
                suite.transcribe(form("gpt-4o-transcribe").field("include[]", "logprobs")).body());
        List<JsonNode> told = new ArrayList<>();
        for (JsonNode event : events.subList(0, events.size() - 1)) {
            List<JsonNode> logprobs = event.get("logprobs").valueStream().toList();
            assertThat(StreamedTranscripts.utf8(logprobs).strip()).isEqualTo(event.get("delta").stringValue().strip());
            told.addAll(logprobs);
        }
        assertThat(events.getLast().get("logprobs").valueStream()).containsExactlyElementsOf(told);
    }

    @Test
    void everyNameOfAModelStreams() throws Exception {
        for (String model : new String[] { "whisper-1", "whisper-base" }) {
            assertThat(events(suite.transcribe(form(model)).body())).hasSizeGreaterThan(1);
        }
    }

    @Test
    void anEventIsOnItsWayBeforeTheNextIsKnown() throws Exception {
        try (Socket caller = ask(form("whisper-1").field("prompt", TestPorts.STEP))) {
            BufferedReader answer = new BufferedReader(new InputStreamReader(caller.getInputStream(), UTF_8));
            this.ports.steps.add("go on");
            assertThat(nextEvent(answer)).contains("\"delta\":\"176000 samples,\"");
            this.ports.steps.add("go on");
            assertThat(nextEvent(answer)).contains("\"delta\":\" loud: true,\"");
            for (int i = 0; i < 4; i++) {
                this.ports.steps.add("go on");
                assertThat(nextEvent(answer)).contains("transcript.text.delta");
            }
            assertThat(nextEvent(answer)).contains("transcript.text.done");
            assertThat(nextEvent(answer)).isEqualTo("data: [DONE]");
        }
    }

    @Test
    void aCallerThatGoesInTheMiddleStopsTheModel() throws Exception {
        BlockingQueue<String> events = this.ports.events;
        try (Socket caller = ask(form("whisper-1").field("prompt", TestPorts.STEP))) {
            BufferedReader answer = new BufferedReader(new InputStreamReader(caller.getInputStream(), UTF_8));
            this.ports.steps.add("go on");
            assertThat(nextEvent(answer)).contains("176000 samples");
        }
        assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo("cancelled");
    }

    @Test
    void whatFailsInTheMiddleIsTheLastEvent() throws Exception {
        HttpResponse<String> response = suite.transcribe(form("whisper-1").field("prompt", TestPorts.FAIL_LATE));
        assertThat(response.statusCode()).isEqualTo(200);
        String[] events = response.body().split("\n\n");
        assertThat(events).hasSize(2);
        assertThat(events[0]).contains("transcript.text.delta");
        JsonNode failure = JsonMapper.shared().readTree(events[1].substring("data: ".length()));
        assertThat(failure.propertyNames()).containsExactly("error");
        assertThat(failure.at("/error/code").stringValue()).isEqualTo("server_is_overloaded");
        assertThat(failure.get("error").propertyNames()).containsExactlyInAnyOrder("message", "type", "param", "code");
    }

    @Test
    void whatFailsAtOnceHasAStatus() throws Exception {
        assertThat(suite.transcribe(form("whisper-1").field("prompt", TestPorts.OVERLOADED)).statusCode())
            .isEqualTo(503);
        assertThat(suite.transcribe(form("whisper-1").field("prompt", TestPorts.FAIL)).statusCode()).isEqualTo(500);
    }

    private static MultipartForm form(String model) throws IOException {
        return new MultipartForm().field("model", model).field("stream", "true").file("a.wav", RunningSuite.speech());
    }

    /** All events but the mark at the end, each one line of data and a blank one. */
    private static List<JsonNode> events(String body) {
        assertThat(body).matches("(?:data: [^\n]+\n\n)+").endsWith("\n\ndata: [DONE]\n\n");
        List<JsonNode> events = new ArrayList<>();
        for (String event : body.split("\n\n")) {
            if (!event.equals("data: [DONE]")) {
                events.add(JsonMapper.shared().readTree(event.substring("data: ".length())));
            }
        }
        return events;
    }

    private static Socket ask(MultipartForm form) throws IOException {
        Socket socket = new Socket(suite.uri().getHost(), suite.uri().getPort());
        socket.setSoTimeout(20_000);
        byte[] body = form.bytes();
        socket.getOutputStream()
            .write("POST /v1/audio/transcriptions HTTP/1.1\r\nHost: here\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                .formatted(form.contentType(), body.length)
                .getBytes(US_ASCII));
        socket.getOutputStream().write(body);
        socket.getOutputStream().flush();
        return socket;
    }

    /** The next line of data, past headers, the sizes of chunks, and blank lines. */
    private static String nextEvent(BufferedReader answer) throws IOException {
        String line = answer.readLine();
        while (line != null && !line.startsWith("data: ")) {
            line = answer.readLine();
        }
        return String.valueOf(line);
    }

}
