package io.parley.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.parley.catalog.PullListener;
import io.parley.testing.ports.MultipartForm;
import io.parley.testing.ports.TestPorts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What callers hear from a server that stops while it works for them. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ShutdownTest {

    private final HttpClient client = HttpClient.newHttpClient();

    private Suite suite;

    private TestPorts ports;

    /** Not the console's, which other tests switch off for the process. */
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void start() {
        this.suite = Suite.start(new SuiteOptions(null, 0, Map.of("spring.lifecycle.timeout-per-shutdown-phase", "4s")),
                PullListener.none(), TestPorts.class);
        this.ports = this.suite.shared(TestPorts.class);
        this.log.start();
        root().addAppender(this.log);
    }

    @AfterEach
    void stop() {
        this.client.shutdownNow();
        root().detachAppender(this.log);
        this.suite.close();
    }

    @Test
    void longWorkIsEndedAndItsCallersAreTold() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> answers = List.of(ask(TestPorts.WAIT), ask(TestPorts.WAIT));
        assertThat(this.ports.events.poll(20, TimeUnit.SECONDS)).isEqualTo("waiting");
        assertThat(this.ports.events.poll(20, TimeUnit.SECONDS)).isEqualTo("waiting");
        CompletableFuture<Void> stopped = inBackground(this.suite::close);
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            expectStopping(answer.get());
        }
        stopped.get();
        assertThat(this.ports.events).containsExactly("cancelled", "cancelled");
        assertThat(this.log.list.stream().filter((event) -> event.getLevel().isGreaterOrEqual(Level.WARN)))
            .singleElement()
            .satisfies((event) -> assertThat(event.getFormattedMessage()).contains("2 running request(s)"))
            .satisfies((event) -> assertThat(event.getThrowableProxy()).isNull());
    }

    @Test
    void aServiceThatStopsByItselfTellsItsCallersThroughTheGateway() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = ask(TestPorts.WAIT);
        assertThat(this.ports.events.poll(20, TimeUnit.SECONDS)).isEqualTo("waiting");
        CompletableFuture<Void> stopped = inBackground(this.suite::closeServices);
        expectStopping(answer.get());
        stopped.get();
    }

    @Test
    void aStreamEndsWithTheReason() throws Exception {
        expectDeltaThenStopping(this.suite::close);
    }

    @Test
    void aStreamOfAServiceThatStopsByItselfEndsWithTheReason() throws Exception {
        expectDeltaThenStopping(this.suite::closeServices);
    }

    @Test
    void shortWorkIsDone() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = ask(TestPorts.STEP);
        this.ports.steps.add("1");
        await().until(this.ports.steps::isEmpty);
        CompletableFuture<Void> stopped = inBackground(this.suite::close);
        this.ports.steps.addAll(List.of("2", "3", "4", "5", "6"));
        assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(200);
        stopped.get();
    }

    @Test
    void aConversationInWhichNobodySpeaksEndsWithTheReason() throws Exception {
        try (RealtimeClient client = new RealtimeClient(this.suite.uri(), "")) {
            client.next("session.created");
            CompletableFuture<Void> stopped = inBackground(this.suite::close);
            expectStopping(client);
            stopped.get();
        }
    }

    @Test
    void anAnswerOverASocketIsGivenBeforeTheServerStops() throws Exception {
        expectAnswerThenStopping(this.suite::close);
    }

    @Test
    void anAnswerOverASocketIsGivenBeforeTheServiceStops() throws Exception {
        expectAnswerThenStopping(this.suite::closeServices);
    }

    private void expectAnswerThenStopping(Runnable stop) throws Exception {
        try (RealtimeClient client = new RealtimeClient(this.suite.uri(), "")) {
            client.send("""
                    {"type": "conversation.item.create", "item": {"type": "message", "role": "user",
                     "content": [{"type": "input_text", "text": "%s"}]}}""".formatted(TestPorts.STEP));
            client.send("{\"type\": \"response.create\"}");
            client.upTo("response.created");
            CompletableFuture<Void> stopped = inBackground(stop);
            assertThat(stopped).isNotDone();
            this.ports.steps.addAll(List.of("1", "2", "3", "4", "5", "6", "7", "8"));
            JsonNode done = client.upTo("response.done").getLast();
            assertThat(done.at("/response/status").stringValue()).as(done.toString()).isEqualTo("completed");
            expectStopping(client);
            stopped.get();
        }
    }

    private static void expectStopping(RealtimeClient client) throws InterruptedException {
        JsonNode error = client.next("error");
        assertThat(error.at("/error/type").stringValue()).isEqualTo("server_error");
        assertThat(error.at("/error/message").stringValue()).contains("stopping");
        assertThat(client.closeStatus()).as("going away").isEqualTo(1001);
    }

    private void expectDeltaThenStopping(Runnable stop) throws Exception {
        this.ports.steps.add("go on");
        HttpResponse<InputStream> answer = this.client.send(
                form(TestPorts.STEP).field("stream", "true").on(HttpRequest.newBuilder(transcriptions())).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
            assertThat(lines.readLine()).contains("transcript.text.delta");
            CompletableFuture<Void> stopped = inBackground(stop);
            List<String> rest = lines.lines().filter((line) -> !line.isEmpty()).toList();
            assertThat(rest).hasSize(1);
            expectStopping(JsonMapper.shared().readTree(rest.getFirst().substring("data: ".length())));
            stopped.get();
        }
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    /** Not on the common pool, which the HTTP clients need. */
    private static CompletableFuture<Void> inBackground(Runnable stop) {
        return CompletableFuture.runAsync(stop, (task) -> Thread.ofPlatform().start(task));
    }

    private static void expectStopping(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow()).isPositive();
        expectStopping(JsonMapper.shared().readTree(answer.body()));
    }

    private static void expectStopping(JsonNode failure) {
        assertThat(failure.at("/error/type").stringValue()).isEqualTo("service_unavailable_error");
        assertThat(failure.at("/error/message").stringValue()).contains("stopping");
    }

    private CompletableFuture<HttpResponse<String>> ask(String prompt) throws Exception {
        return this.client.sendAsync(form(prompt).on(HttpRequest.newBuilder(transcriptions())).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private URI transcriptions() {
        return this.suite.uri().resolve("/v1/audio/transcriptions");
    }

    private static MultipartForm form(String prompt) throws Exception {
        return new MultipartForm().field("model", "whisper-1")
            .field("prompt", prompt)
            .file("speech.wav", RunningSuite.speech());
    }

}
