package io.parley.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Assumptions;

/** The browser of this machine. */
final class Chromium {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private Chromium() {
    }

    /**
     * Its path. Where it is not there, the tests that need it are skipped; with
     * {@code CI=true} they fail.
     */
    static String path() {
        Optional<String> found = Arrays.stream(System.getenv("PATH").split(":"))
            .flatMap((folder) -> NAMES.stream().map(Path.of(folder)::resolve))
            .filter(Files::isExecutable)
            .map(Path::toString)
            .findFirst();
        if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException("Chromium is not installed; .ci/run installs it");
        }
        Assumptions.assumeTrue(found.isPresent(), "Chromium is not installed");
        return found.orElseThrow();
    }

}
