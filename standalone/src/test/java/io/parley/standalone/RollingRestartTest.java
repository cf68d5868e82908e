package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

import io.parley.testing.ports.MultipartForm;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Real processes, one of which is replaced by another while callers go on calling. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RollingRestartTest {

    private static final Pattern WORKS = Pattern.compile("parley_pool_leases\\{model=\"whisper-base\"} [1-9]");

    private static final int CALLERS = 3;

    /** As OpenAI's clients do by default. */
    private static final int RETRIES = 2;

    @TempDir
    private Path directory;

    @AutoClose
    private final HttpClient client = HttpClient.newHttpClient();

    private final List<ParleyProcess> processes = new ArrayList<>();

    private final AtomicBoolean over = new AtomicBoolean();

    private final AtomicInteger answered = new AtomicInteger();

    @Test
    void noCallerWhoTriesAgainNoticesIt() throws Exception {
        try (ServiceAddress asr = new ServiceAddress()) {
            ParleyProcess old = start("asr", Map.of());
            asr.add(old.ready(this.client));
            URI gateway = start("gateway", Map.of("PARLEY_GATEWAY_SERVICES_ASR", asr.uri().toString(),
                    "MANAGEMENT_ENDPOINT_HEALTH_GROUP_READINESS_INCLUDE", "readinessState"))
                .ready(this.client);
            List<CompletableFuture<Void>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(CompletableFuture.runAsync(() -> goOnCalling(gateway),
                        (task) -> Thread.ofPlatform().start(task)));
            }
            URI fresh = start("asr", Map.of()).ready(this.client);
            asr.add(fresh);
            asr.remove(old.uri());
            await().pollInterval(Duration.ofMillis(20)).until(() -> WORKS.matcher(metrics(old.uri())).find());
            old.process().destroy();
            assertThat(old.process().waitFor()).isEqualTo(143);
            int before = this.answered.get();
            await().atMost(Duration.ofMinutes(1))
                .until(() -> this.answered.get() > before + CALLERS
                        || callers.stream().anyMatch((each) -> each.isDone()));
            this.over.set(true);
            for (CompletableFuture<Void> caller : callers) {
                caller.get();
            }
        }
        finally {
            this.over.set(true);
            this.processes.forEach(ParleyProcess::close);
        }
    }

    private void goOnCalling(URI gateway) {
        try {
            while (!this.over.get()) {
                call(gateway, RETRIES);
                this.answered.incrementAndGet();
            }
        }
        catch (IOException | InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** Tries again after what asks for it: a 503. */
    private void call(URI gateway, int retries) throws IOException, InterruptedException {
        HttpResponse<String> answer = this.client.send(new MultipartForm().field("model", "whisper-1")
            .file("speech.wav", RunningSuite.speech())
            .on(HttpRequest.newBuilder(gateway.resolve("/v1/audio/transcriptions")))
            .build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 503 && retries > 0) {
            assertThat(JsonMapper.shared().readTree(answer.body()).at("/error/type").asString())
                .isEqualTo("service_unavailable_error");
            Thread.sleep(500);
            call(gateway, retries - 1);
            return;
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("ask what you can do for your country");
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
