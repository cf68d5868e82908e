package io.parley.testing;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Assumptions;

/**
 * Real models of the local store.
 */
public final class TestModels {

    private TestModels() {
    }

    /**
     * The store: {@code PARLEY_HOME}, or {@code .parley} in the home directory.
     */
    public static Path store() {
        String home = System.getProperty("parley.home", System.getenv("PARLEY_HOME"));
        return (home != null) ? Path.of(home) : Path.of(System.getProperty("user.home"), ".parley");
    }

    /**
     * The directory of Whisper base. Where the store does not have it, the test that asks
     * is skipped, except in CI, where it fails.
     */
    public static Path whisperBase() {
        Path directory = store().resolve("models/whisper-base");
        if (!Files.isRegularFile(directory.resolve("model.bin"))) {
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError("the store lacks " + directory);
            }
            Assumptions.abort("needs the model in " + directory);
        }
        return directory;
    }

}
