package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.parley.accounts.keys.ApiKeys;
import io.parley.accounts.keys.Grant;
import io.parley.accounts.keys.Limits;
import io.parley.accounts.keys.Scope;
import io.parley.testing.SharedData;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in a real Chromium, before the suite with its real models. The programs that
 * use it as a person does stand in src/test/page. Where no Chromium is installed they are
 * skipped; with {@code CI=true} they fail.
 */
class PageTest {

    private static final Path PROGRAMS = Path.of("src/test/page").toAbsolutePath();

    private static final Path REQUIREMENTS = Path.of("src/test/clients/python/requirements.txt").toAbsolutePath();

    private static final Path STATIC = Path.of("../gateway/src/main/resources/static");

    @AutoClose
    private static RunningSuite suite;

    /** One that asks for keys. */
    @AutoClose
    private static RunningSuite locked;

    private static Path folder;

    private static Map<String, String> environment;

    @BeforeAll
    static void start(@TempDir Path home) throws Exception {
        String chromium = Chromium.path();
        folder = ClientPrograms.javascript(PROGRAMS);
        suite = RunningSuite.withModels();
        locked = new RunningSuite(Map.of("parley.home", home.toString(), "parley.gateway.authentication.keys", "true"));
        String key = locked.suite()
            .shared(ApiKeys.class)
            .create(new Grant("of a test", Set.of(Scope.SPEAK, Scope.CHAT), Set.of(), Limits.none()))
            .text();
        environment = Map.of("PARLEY_SUITE", suite.uri().toString(), "PARLEY_LOCKED", locked.uri().toString(),
                "PARLEY_KEY", key, "PARLEY_AUDIO", SharedData.path("audio").toAbsolutePath().toString(),
                "PARLEY_CHROMIUM", chromium, "PARLEY_PYTHON", ClientPrograms.python(REQUIREMENTS).toString());
    }

    /** Two at a time: a conversation takes its time, and little else. */
    @Test
    void thePageDoesWhatAPersonWants() throws Exception {
        List<String> command = new ArrayList<>(List.of("node", "--test", "--test-concurrency=2"));
        try (Stream<Path> programs = Files.list(PROGRAMS)) {
            programs.map(Path::getFileName)
                .map(Path::toString)
                .filter((name) -> name.endsWith(".test.mjs"))
                .sorted()
                .forEach(command::add);
        }
        assertThat(ClientPrograms.run(folder, environment, command.toArray(String[]::new))).contains("# fail 0");
    }

    @Test
    void everyPartOfThePageIsServedToAnybody() throws IOException, InterruptedException {
        try (Stream<Path> parts = Files.list(STATIC.resolve("page"))) {
            for (Path part : parts.toList()) {
                assertThat(locked.get("/page/" + part.getFileName()).statusCode()).as(part.toString()).isEqualTo(200);
            }
        }
    }

}
