package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Schemathesis makes requests of the description, proper ones and broken ones, and holds
 * the answers to it.
 */
class DescriptionTest {

    private static final Path PROGRAMS = Path.of("src/test/clients/python").toAbsolutePath();

    @Test
    void whatIsAnsweredIsWhatIsDescribed(@TempDir Path home) throws Exception {
        try (RunningSuite suite = new RunningSuite(
                Map.of("parley.home", home.toString(), "parley.gateway.authentication.keys", "true"))) {
            String key = suite.keyForAll();
            Path sound = Files.write(home.resolve("sound.wav"), RunningSuite.wave(new byte[4_800]));
            Path python = ClientPrograms.python(PROGRAMS.resolve("requirements.txt"));
            String said = ClientPrograms.run(home,
                    Map.of("PYTHONPATH", PROGRAMS.toString(), "PYTHONDONTWRITEBYTECODE", "1", "SCHEMATHESIS_HOOKS",
                            "descriptions", "PARLEY_KEY", key, "PARLEY_SOUND", sound.toString()),
                    python.resolveSibling("st").toString(), "--config-file",
                    PROGRAMS.resolve("schemathesis.toml").toString(), "run",
                    suite.uri().resolve("/v3/api-docs").toString());
            assertThat(said).contains("Selected: 17/18")
                .doesNotContain("Authentication failed", "Missing test data")
                .containsPattern("[0-9]{4,} generated, [0-9]{4,} passed");
        }
    }

}
