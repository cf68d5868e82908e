package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import io.parley.testing.ports.TestPorts;
import io.parley.testing.SharedData;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * OpenAI's own clients, installed by the ordinary package clients into the build
 * directory, meet what they expect. Their programs stand in src/test/clients.
 */
class OfficialClientsTest {

    private static final Path PROGRAMS = Path.of("src/test/clients").toAbsolutePath();

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
        return ClientPrograms.python(PROGRAMS.resolve("python/requirements.txt"));
    }

    @Test
    void theJavaScriptClientIsContent() throws Exception {
        Path folder = ClientPrograms.javascript(PROGRAMS.resolve("javascript"));
        assertContent("node", folder.resolve("check.js"));
        assertConverses("node", folder.resolve("chat.js"));
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

    private static String check(String runtime, Path program, RunningSuite server, String... more)
            throws IOException, InterruptedException {
        String[] command = { runtime, program.toString(), server.uri().resolve("/v1").toString(),
                SharedData.path("audio/formats/jfk_16k_s16.wav").toString() };
        return ClientPrograms.run(program.getParent(), Map.of(),
                Stream.concat(Stream.of(command), Stream.of(more)).toArray(String[]::new));
    }

}
