package io.parley.testing;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Assumptions;

/**
 * The folder of audio, goldens and model pages that stands beside a developer's checkout.
 */
public final class SharedData {

    private SharedData() {
    }

    /**
     * A file or folder of the shared data. Where the data is not there, the test that
     * asks is skipped, except in CI, where it fails.
     * @param relative its path, as "audio/formats/jfk.flac"
     */
    public static Path path(String relative) {
        Path path = Path.of(System.getProperty("parley.shared", "../../shared")).resolve(relative).normalize();
        if (!Files.exists(path)) {
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError("the shared data lacks " + path);
            }
            Assumptions.abort("needs the shared data: " + path);
        }
        return path;
    }

}
