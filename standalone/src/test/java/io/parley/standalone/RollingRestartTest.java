package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

import io.parley.testing.ports.MultipartForm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Real processes, one of which is replaced by another while callers go on calling. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RollingRestartTest {

    private static final Pattern WORKS = Pattern.compile("parley_pool_leases\\{model=\"[^\"]+\"} [1-9]");

    private static final int CALLERS = 3;

    /** What the JDK's client says where a connection ends before an answer begins. */
    private static final String NO_ANSWER = "HTTP/1.1 header parser received no bytes";

    /** As OpenAI's clients do by default. */
    private static final int RETRIES = 2;

    @TempDir
    private Path directory;

    @AutoClose
    private final HttpClient client = HttpClient.newHttpClient();

    private final List<ParleyProcess> processes = new ArrayList<>();

    private final AtomicBoolean over = new AtomicBoolean();

    private final AtomicInteger answered = new AtomicInteger();

    private final AtomicInteger cutOff = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(strings = { "asr", "tts" })
    void noCallerWhoTriesAgainNoticesThatAServiceIsReplaced(String service) throws Exception {
        try (ServiceAddress replicas = new ServiceAddress()) {
            ParleyProcess old = start(service, Map.of());
            replicas.add(old.ready(this.client));
            URI gateway = start("gateway", knowing(service, replicas.uri())).ready(this.client);
            replaceUnderLoad(replicas, old, () -> start(service, Map.of()), old.uri(), gateway, service);
        }
    }

    /**
     * Whose callers keep their connections, to the old one for as long as it has them.
     */
    @Test
    void noCallerWhoTriesAgainNoticesThatAGatewayIsReplaced() throws Exception {
        try (ServiceAddress replicas = new ServiceAddress()) {
            URI asr = start("asr", Map.of()).ready(this.client);
            ParleyProcess old = start("gateway", knowing("asr", asr));
            replicas.add(old.ready(this.client));
            replaceUnderLoad(replicas, old, () -> start("gateway", knowing("asr", asr)), asr, replicas.uri(), "asr");
        }
    }

    @AfterEach
    void stop() {
        this.over.set(true);
        this.processes.forEach(ParleyProcess::close);
    }

    private void replaceUnderLoad(ServiceAddress replicas, ParleyProcess old, Callable<ParleyProcess> start, URI worker,
            URI gateway, String service) throws Exception {
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(CompletableFuture.runAsync(() -> goOnCalling(gateway, service),
                    (task) -> Thread.ofPlatform().start(task)));
        }
        replicas.add(start.call().ready(this.client));
        replicas.remove(old.uri());
        await().pollInterval(Duration.ofMillis(20)).until(() -> WORKS.matcher(metrics(worker)).find());
        old.process().destroy();
        assertThat(old.process().waitFor()).isEqualTo(143);
        int before = this.answered.get();
        await().atMost(Duration.ofMinutes(1))
            .until(() -> this.answered.get() > before + CALLERS || callers.stream().anyMatch((each) -> each.isDone()));
        this.over.set(true);
        for (CompletableFuture<Void> caller : callers) {
            caller.get();
        }
    }

    private void goOnCalling(URI gateway, String service) {
        try {
            while (!this.over.get()) {
                call(gateway, service, RETRIES);
                this.answered.incrementAndGet();
            }
        }
        catch (IOException | InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /**
     * Tries once again, as OpenAI's clients do, over a connection that was closed before
     * a byte of the answer came: one that idled until the very end of a stop.
     */
    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse.BodyHandler<String> body = HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1);
        try {
            return this.client.send(request, body);
        }
        catch (IOException ex) {
            if (!NO_ANSWER.equals(ex.getMessage()) || this.cutOff.incrementAndGet() > CALLERS) {
                throw ex;
            }
            return this.client.send(request, body);
        }
    }

    /** Tries again after what asks for it: a 503. */
    private void call(URI gateway, String service, int retries) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request(gateway, service));
        if (answer.statusCode() == 503 && retries > 0) {
            assertThat(JsonMapper.shared().readTree(answer.body()).at("/error/type").asString())
                .isEqualTo("service_unavailable_error");
            Thread.sleep(500);
            call(gateway, service, retries - 1);
            return;
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        if (service.equals("asr")) {
            assertThat(answer.body()).contains("ask what you can do for your country");
        }
        else {
            assertThat(answer.body()).as("a second of sound").hasSizeGreaterThan(48_000);
        }
    }

    private static HttpRequest request(URI gateway, String service) throws IOException {
        if (service.equals("asr")) {
            return new MultipartForm().field("model", "whisper-1")
                .file("speech.wav", RunningSuite.speech())
                .on(HttpRequest.newBuilder(gateway.resolve("/v1/audio/transcriptions")))
                .build();
        }
        return HttpRequest.newBuilder(gateway.resolve("/v1/audio/speech"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("""
                    {"model": "tts-1", "voice": "alloy", "response_format": "pcm",
                     "input": "Ask what you can do for your country."}"""))
            .build();
    }

    private static Map<String, String> knowing(String service, URI uri) {
        return Map.of("PARLEY_GATEWAY_SERVICES_" + service.toUpperCase(Locale.ROOT), uri.toString(),
                "MANAGEMENT_ENDPOINT_HEALTH_GROUP_READINESS_INCLUDE", "readinessState");
    }

    private ParleyProcess start(String part, Map<String, String> environment) throws IOException {
        Map<String, String> all = new HashMap<>(environment);
        all.put("PARLEY_IDENTITY_SECRET", "known to all of them, and long enough");
        ParleyProcess process = ParleyProcess.serve(this.directory, Files.createTempFile(this.directory, part, ".log"),
                List.of(), all, "serve", "--only", part);
        this.processes.add(process);
        return process;
    }

    private String metrics(URI replica) throws IOException, InterruptedException {
        return this.client
            .send(HttpRequest.newBuilder(replica.resolve("/actuator/prometheus")).build(),
                    HttpResponse.BodyHandlers.ofString())
            .body();
    }

}
