package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.parley.standalone.cli.ParleyCommand;
import io.parley.testing.SharedData;
import io.parley.testing.ports.MultipartForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real process, told to stop while it works. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class StopTest {

    private static final Pattern LISTENS = Pattern.compile("Parley listens on (\\S+)");

    private static final int WAVE_HEADER = 44;

    @TempDir
    private Path directory;

    @Test
    void aRunningRequestIsAnsweredBeforeTheProcessEnds() throws Exception {
        Process process = parley("serve", "--port", "0").redirectErrorStream(true).start();
        try (BufferedReader output = process.inputReader(); HttpClient client = HttpClient.newHttpClient()) {
            URI uri = listening(output);
            CompletableFuture<Void> rest = CompletableFuture.runAsync(() -> output.lines().forEach((line) -> {
            }));
            awaitReady(client, uri);
            CompletableFuture<HttpResponse<String>> answer = client
                .sendAsync(new MultipartForm().field("model", "whisper-1")
                    .file("long.wav", repeatedSpeech(8))
                    .on(HttpRequest.newBuilder(uri.resolve("/v1/audio/transcriptions")))
                    .build(), HttpResponse.BodyHandlers.ofString());
            awaitLease(client, uri);
            process.destroy();
            assertThat(answer.get().statusCode()).isEqualTo(200);
            assertThat(process.waitFor()).isEqualTo(143);
            rest.join();
        }
        finally {
            process.destroyForcibly();
        }
        assertThat(Files.list(this.directory)).isEmpty();
    }

    @Test
    void theCommandSaysTheWordsAndNothingElse() throws Exception {
        String file = SharedData.path("audio/formats/jfk.mp3").toAbsolutePath().toString();
        Process process = parley("transcribe", file).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(new String(process.getInputStream().readAllBytes()))
            .isEqualTo("And so my fellow Americans, ask not what your country can do for you, "
                    + "ask what you can do for your country.\n");
        assertThat(process.waitFor()).isZero();
    }

    private ProcessBuilder parley(String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), "--enable-native-access=ALL-UNNAMED",
                ParleyCommand.class.getName());
        builder.command().addAll(Arrays.asList(arguments));
        return builder.directory(this.directory.toFile());
    }

    private static URI listening(BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher matcher = LISTENS.matcher(line);
            if (matcher.find()) {
                return URI.create(matcher.group(1));
            }
        }
        throw new AssertionError("the process ended without listening");
    }

    private static void awaitReady(HttpClient client, URI uri) throws Exception {
        while (get(client, uri.resolve("/actuator/health/readiness")).statusCode() != 200) {
            Thread.sleep(100);
        }
    }

    private static void awaitLease(HttpClient client, URI uri) throws Exception {
        while (!get(client, uri.resolve("/actuator/prometheus")).body()
            .contains("parley_pool_leases{model=\"whisper-base\"} 1.0")) {
            Thread.sleep(20);
        }
    }

    private static HttpResponse<String> get(HttpClient client, URI uri) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /**
     * A wave file of the same sentence again and again; decoders take the data that is
     * there.
     */
    private static byte[] repeatedSpeech(int times) throws IOException {
        byte[] once = Files.readAllBytes(SharedData.path("audio/formats/jfk_16k_s16.wav"));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        // sizes unknown, as a streamed file says it
        byte[] header = Arrays.copyOf(once, WAVE_HEADER);
        Arrays.fill(header, 4, 8, (byte) 0xff);
        Arrays.fill(header, 40, 44, (byte) 0xff);
        file.write(header);
        for (int i = 0; i < times; i++) {
            file.write(once, WAVE_HEADER, once.length - WAVE_HEADER);
        }
        return file.toByteArray();
    }

}
