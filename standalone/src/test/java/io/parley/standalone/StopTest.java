package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

import io.parley.testing.SharedData;
import io.parley.testing.ports.MultipartForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real process, told to stop while it works. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class StopTest {

    @TempDir
    private Path directory;

    @Test
    void aRunningRequestIsAnsweredBeforeTheProcessEnds(@TempDir Path logs) throws Exception {
        try (ParleyProcess server = ParleyProcess.serve(this.directory, logs.resolve("log"), List.of(), Map.of(),
                "serve"); HttpClient client = HttpClient.newHttpClient()) {
            URI uri = server.ready(client);
            CompletableFuture<HttpResponse<String>> answer = client
                .sendAsync(new MultipartForm().field("model", "whisper-1")
                    .file("long.wav", repeatedSpeech(4))
                    .on(HttpRequest.newBuilder(uri.resolve("/v1/audio/transcriptions")))
                    .build(), HttpResponse.BodyHandlers.ofString());
            await().pollInterval(Duration.ofMillis(20))
                .until(() -> answer.isDone() || get(client, uri.resolve("/actuator/prometheus")).body()
                    .contains("parley_pool_leases{model=\"whisper-base\"} 1.0"));
            server.process().destroy();
            assertThat(answer.get(1, TimeUnit.MINUTES).statusCode()).isEqualTo(200);
            assertThat(server.process().waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(server.process().exitValue()).isEqualTo(143);
        }
        // no crash report
        assertThat(this.directory).isEmptyDirectory();
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

    @Test
    void theCommandWritesSubtitlesAndSaysWhatFailed() throws Exception {
        String speech = SharedData.path("audio/formats/jfk.mp3").toAbsolutePath().toString();
        Files.writeString(this.directory.resolve("noise.wav"), "no sound");
        Process process = parley("transcribe", "--format", "srt", "--output", "made/here", "noise.wav", speech)
            .redirectErrorStream(true)
            .start();
        assertThat(new String(process.getInputStream().readAllBytes()).lines()).satisfiesExactly(
                (line) -> assertThat(line).startsWith("parley: noise.wav: "),
                (line) -> assertThat(line).isEqualTo("parley: 1 of 2 files have no transcript."));
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(this.directory.resolve("made/here/jfk.srt")).content()
            .startsWith("1\n00:00:00,")
            .contains("my fellow Americans");
    }

    @Test
    void aMisusedCommandDoesNothing() throws Exception {
        Files.writeString(this.directory.resolve("a.wav"), "a");
        for (String[] misuse : new String[][] { { "transcribe", "--format", "srt", "a.wav", "a.wav" },
                { "transcribe", "--words", "a.wav" }, { "transcribe", "--jobs", "0", "a.wav" },
                { "transcribe", "--temperature", "2", "a.wav" }, { "transcribe", "--format", "doc", "a.wav" } }) {
            Process process = parley(misuse).redirectErrorStream(true).start();
            assertThat(new String(process.getInputStream().readAllBytes())).startsWith("parley: ")
                .contains("'parley transcribe --help'");
            assertThat(process.waitFor()).isEqualTo(2);
        }
    }

    private ProcessBuilder parley(String... arguments) {
        return ParleyProcess.command(List.of(), arguments).directory(this.directory.toFile());
    }

    private static HttpResponse<String> get(HttpClient client, URI uri) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A wave file of the same sentence again and again. */
    private static byte[] repeatedSpeech(int times) throws Exception {
        File once = SharedData.path("audio/formats/jfk_16k_s16.wav").toFile();
        try (AudioInputStream sentence = AudioSystem.getAudioInputStream(once)) {
            byte[] samples = sentence.readAllBytes();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int i = 0; i < times; i++) {
                all.write(samples);
            }
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            AudioSystem.write(new AudioInputStream(new ByteArrayInputStream(all.toByteArray()), sentence.getFormat(),
                    times * sentence.getFrameLength()), AudioFileFormat.Type.WAVE, file);
            return file.toByteArray();
        }
    }

}
