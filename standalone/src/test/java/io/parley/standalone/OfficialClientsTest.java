package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.parley.testing.ports.TestPorts;
import io.parley.testing.SharedData;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * OpenAI's own clients, installed by the ordinary package clients into the build
 * directory, meet what they expect. Their programs stand in src/test/clients.
 */
class OfficialClientsTest {

    private static final Path PROGRAMS = Path.of("src/test/clients").toAbsolutePath();

    private static final Path INSTALLED = Path.of("target/clients").toAbsolutePath();

    @AutoClose
    private static RunningSuite suite;

    /** Writes the answers of the real suite. */
    @AutoClose
    private static LanguageModelServer languageModel;

    /** Does what no real model does on demand, as failing in the middle. */
    @AutoClose
    private static RunningSuite tiny;

    @BeforeAll
    static void start() throws IOException {
        languageModel = new LanguageModelServer();
        suite = RunningSuite.withModels(languageModel.properties());
        tiny = new RunningSuite(Map.of());
    }

    @Test
    void thePythonClientIsContent() throws Exception {
        Path python = python();
        assertContent(python.toString(), PROGRAMS.resolve("python/check.py"));
        assertConverses(python.toString(), PROGRAMS.resolve("python/chat.py"));
    }

    @Test
    void thePythonClientSpeaksOverASocket() throws Exception {
        assertThat(check(python().toString(), PROGRAMS.resolve("python/realtime.py"), suite)).contains("is content")
            .contains("heard: Very well. Good day.");
    }

    private static Path python() throws IOException, InterruptedException {
        Path environment = INSTALLED.resolve("python");
        Path python = environment.resolve("bin/python");
        Path requirements = PROGRAMS.resolve("python/requirements.txt");
        if (!isInstalled(environment, requirements)) {
            run(INSTALLED, "python3", "-m", "venv", environment.toString());
            run(INSTALLED, python.toString(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                    "--only-binary=:all:", "-r", requirements.toString());
            noteInstalled(environment, requirements);
        }
        return python;
    }

    @Test
    void theJavaScriptClientIsContent() throws Exception {
        Path folder = javaScript();
        assertContent("node", copied(folder, "check.js"));
        assertConverses("node", copied(folder, "chat.js"));
    }

    /** The client knows no sockets but encrypted ones. */
    @Test
    void theJavaScriptClientSpeaksOverASocket(@TempDir Path secrets) throws Exception {
        TestCertificate certificate = TestCertificate.create(secrets);
        Path program = copied(javaScript(), "realtime.js");
        Map<String, Object> properties = new HashMap<>(languageModel.properties());
        properties.putAll(certificate.properties());
        try (RunningSuite encrypted = RunningSuite.withModels(properties)) {
            assertThat(run(program.getParent(), "env", "NODE_EXTRA_CA_CERTS=" + certificate.pem(), "node",
                    program.toString(), encrypted.uri().resolve("/v1").toString(), speech()))
                .contains("is content")
                .contains("heard: Very well. Good day.");
        }
    }

    private static Path javaScript() throws IOException, InterruptedException {
        Path folder = INSTALLED.resolve("javascript");
        Path program = PROGRAMS.resolve("javascript");
        if (!isInstalled(folder, program.resolve("package.json"))) {
            Files.createDirectories(folder);
            Files.copy(program.resolve("package.json"), folder.resolve("package.json"),
                    StandardCopyOption.REPLACE_EXISTING);
            run(folder, "npm", "install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund",
                    "--silent");
            noteInstalled(folder, program.resolve("package.json"));
        }
        return folder;
    }

    /** Beside what it imports. */
    private static Path copied(Path folder, String name) throws IOException {
        return Files.copy(PROGRAMS.resolve("javascript").resolve(name), folder.resolve(name),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static void assertConverses(String runtime, Path program) throws IOException, InterruptedException {
        assertThat(check(runtime, program, tiny, "parley-cascade")).contains("is content");
        assertThat(check(runtime, program, suite, "gpt-4o-audio-preview", "real"))
            .contains("is content and heard: Very well. Good day.");
    }

    private static void assertContent(String runtime, Path program) throws IOException, InterruptedException {
        assertThat(check(runtime, program, tiny, TestPorts.OVERLOADED, TestPorts.FAIL_LATE, TestPorts.ENGLISH_ONLY))
            .contains("is content");
        assertThat(check(runtime, program, suite)).contains("is content and heard:")
            .contains("ask not what your country can do for you");
    }

    private static String speech() {
        return SharedData.path("audio/formats/jfk_16k_s16.wav").toString();
    }

    private static String check(String runtime, Path program, RunningSuite server, String... more)
            throws IOException, InterruptedException {
        String[] command = { runtime, program.toString(), server.uri().resolve("/v1").toString(), speech() };
        return run(program.getParent(), Stream.concat(Stream.of(command), Stream.of(more)).toArray(String[]::new));
    }

    /** Whether what a list of dependencies asks for was installed by an earlier run. */
    private static boolean isInstalled(Path folder, Path list) throws IOException {
        Path note = folder.resolve("installed");
        return Files.exists(note) && Files.mismatch(note, list) < 0;
    }

    private static void noteInstalled(Path folder, Path list) throws IOException {
        Files.copy(list, folder.resolve("installed"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path output = Files.createTempFile(INSTALLED, "output", ".txt");
        Process process = new ProcessBuilder(Stream.of(command).toList()).directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        String said = Files.readString(output);
        Files.delete(output);
        assertThat(ended && process.exitValue() == 0).as("%s: %s", List.of(command), said).isTrue();
        return said;
    }

}
