package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher, by the tools that it uses and a Maven and a JDK that note their calls.
 */
class LauncherTest {

    private static final List<String> TOOLS = List.of("bash", "cp", "date", "dirname", "find", "mkdir", "readlink",
            "rm", "rmdir", "sed", "sleep", "touch");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void ofSeveralFirstStartsOneBuilds(boolean withFlock) throws Exception {
        Path tools = Files.createDirectory(this.directory.resolve("tools"));
        List<String> names = new ArrayList<>(TOOLS);
        if (withFlock) {
            names.add("flock");
        }
        for (String name : names) {
            script(tools.resolve(name), "exec " + onPath(name) + " \"$@\"");
        }
        script(tools.resolve("mvn"), """
                echo built >> "$CALLS"
                mkdir -p standalone/target
                sleep 1
                touch standalone/target/parley.jar""");
        Path jdk = this.directory.resolve("jdk");
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        script(jdk.resolve("bin/java"), "echo started >> \"$CALLS\"");
        Path checkout = Files.createDirectory(this.directory.resolve("checkout"));
        // a build is known to the second in which it begins
        Files.setLastModifiedTime(Files.createFile(checkout.resolve("pom.xml")),
                FileTime.from(Instant.now().minusSeconds(60)));
        Files.copy(Path.of("../parley"), checkout.resolve("parley"));
        Path calls = this.directory.resolve("calls");
        List<Process> starts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ProcessBuilder start = new ProcessBuilder(tools.resolve("bash").toString(),
                    checkout.resolve("parley").toString(), "models", "list")
                .redirectErrorStream(true);
            start.environment()
                .putAll(Map.of("PATH", tools.toString(), "PARLEY_JAVA_HOME", jdk.toString(), "CALLS",
                        calls.toString()));
            starts.add(start.start());
        }
        for (Process start : starts) {
            String said = new String(start.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(start.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(start.exitValue()).as(said).isZero();
        }
        assertThat(Files.readAllLines(calls)).containsExactly("built", "started", "started", "started");
    }

    private static void script(Path path, String body) throws IOException {
        Files.writeString(path, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path onPath(String name) {
        return Arrays.stream(System.getenv("PATH").split(":"))
            .map((folder) -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow();
    }

}
