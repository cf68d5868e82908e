package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.parley.testing.ports.MultipartForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real process, killed hard and started again. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KillTest {

    @TempDir
    private Path temporary;

    @TempDir
    private Path directory;

    @Test
    void theNextStartRemovesWhatAKilledOneLeavesInTheTemporaryDirectory() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            try (ParleyProcess living = start()) {
                living.ready(client);
                for (int i = 0; i < 2; i++) {
                    try (ParleyProcess killed = start()) {
                        killed.ready(client);
                        killed.process().destroyForcibly().waitFor();
                    }
                    assertThat(folders()).as("of one that lives and one that was killed").hasSizeLessThanOrEqualTo(6);
                    letAMinutePass();
                }
                assertThat(libraries()).as("native libraries that were unpacked again").isEmpty();
                HttpResponse<String> answer = client.send(new MultipartForm().field("model", "whisper-1")
                    .file("speech.wav", RunningSuite.speech())
                    .on(HttpRequest.newBuilder(living.uri().resolve("/v1/audio/transcriptions")))
                    .build(), HttpResponse.BodyHandlers.ofString());
                assertThat(answer.body()).as("one whose files were left alone").contains("ask what you can do");
            }
            try (ParleyProcess last = start()) {
                last.ready(client);
                last.process().destroy();
                last.process().waitFor();
            }
            assertThat(folders()).as("nothing lives").isEmpty();
        }
    }

    private ParleyProcess start() throws IOException {
        return ParleyProcess.serve(this.directory, Files.createTempFile(this.directory, "asr", ".log"),
                List.of("-Djava.io.tmpdir=" + this.temporary), Map.of(), "serve", "--only", "asr");
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> folders = Files.list(this.temporary)) {
            return folders.toList();
        }
    }

    private List<Path> libraries() throws IOException {
        try (Stream<Path> files = Files.walk(this.temporary)) {
            return files.filter((file) -> file.toString().endsWith(".so")).toList();
        }
    }

    /** What is younger may be just being made. */
    private void letAMinutePass() throws IOException {
        for (Path folder : folders()) {
            Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minusSeconds(61)));
        }
    }

}
