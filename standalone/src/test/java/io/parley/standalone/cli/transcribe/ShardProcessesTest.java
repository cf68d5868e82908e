package io.parley.standalone.cli.transcribe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.parley.standalone.cli.ParleyCommand;
import io.parley.testing.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Real processes that share a folder, one of which dies. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ShardProcessesTest {

    private static final int SOUNDS = 14;

    @TempDir
    private Path directory;

    @Test
    void whatAKilledProcessLeftIsDoneByTheNextAndNothingTwice() throws Exception {
        Path speech = SharedData.path("audio/formats/jfk.mp3");
        for (int i = 0; i < SOUNDS; i++) {
            Path folder = Files.createDirectories(this.directory.resolve("calls").resolve("day" + i % 3));
            Files.copy(speech, folder.resolve(i + ".mp3"));
        }
        Process killed = transcribe(0);
        Process other = transcribe(1);
        await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(20)).until(() -> {
            int mine = Sounds.find(List.of(this.directory.resolve("calls"))).of(new Shard(0, 2)).files().size();
            assertThat(killed.isAlive()).isTrue();
            long done = transcripts().keySet().stream().filter((name) -> new Shard(0, 2).holds(sound(name))).count();
            return done > 0 && done < mine;
        });
        killed.destroyForcibly().waitFor();
        assertThat(other.waitFor()).isZero();
        Map<Path, FileTime> before = transcripts();
        assertThat(before).hasSizeLessThan(SOUNDS);

        assertThat(transcribe(0).waitFor()).isZero();
        Map<Path, FileTime> after = transcripts();
        assertThat(after).hasSize(SOUNDS).containsAllEntriesOf(before);

        Process again = transcribe(1);
        assertThat(new String(again.getInputStream().readAllBytes())).contains("have their transcripts already");
        assertThat(again.waitFor()).isZero();
        assertThat(transcripts()).isEqualTo(after);
    }

    private static Path sound(Path transcript) {
        return Path.of(transcript.toString().replace(".json", ""));
    }

    /** When each was written; every one is whole. */
    private Map<Path, FileTime> transcripts() throws IOException {
        Map<Path, FileTime> written = new TreeMap<>();
        Path results = this.directory.resolve("results");
        if (!Files.exists(results)) {
            return written;
        }
        try (Stream<Path> files = Files.walk(results)) {
            for (Path file : files.filter(Files::isRegularFile)
                .filter((path) -> !path.getFileName().toString().startsWith("."))
                .toList()) {
                assertThat(JsonMapper.shared().readTree(Files.readString(file)).path("text").asString())
                    .contains("ask what you can do for your country.");
                written.put(results.relativize(file), Files.getLastModifiedTime(file));
            }
        }
        return written;
    }

    private Process transcribe(int shard) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                        System.getProperty("java.class.path"), "--enable-native-access=ALL-UNNAMED",
                        ParleyCommand.class.getName()));
        command.addAll(List.of("transcribe", "--shard", shard + "/2", "--jobs", "1", "--format", "json", "--output",
                "results", "calls"));
        return new ProcessBuilder(command).directory(this.directory.toFile()).redirectErrorStream(true).start();
    }

}
