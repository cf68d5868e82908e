package io.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Programs in Python and JavaScript beside what they import, which the ordinary package
 * clients install into the build directory, once.
 */
final class ClientPrograms {

    private static final Path INSTALLED = Path.of("target/clients").toAbsolutePath();

    private static final int MINUTES = 5;

    private ClientPrograms() {
    }

    /**
     * A Python with what a list asks for.
     * @param requirements the list
     */
    static Path python(Path requirements) throws IOException, InterruptedException {
        Path environment = INSTALLED.resolve("python");
        Path python = environment.resolve("bin/python");
        if (!isInstalled(environment, requirements)) {
            run(INSTALLED, Map.of(), "python3", "-m", "venv", environment.toString());
            run(INSTALLED, Map.of(), python.toString(), "-m", "pip", "install", "--quiet",
                    "--disable-pip-version-check", "--only-binary=:all:", "-r", requirements.toString());
            noteInstalled(environment, requirements);
        }
        return python;
    }

    /**
     * The folder of JavaScript programs, copied beside what their package.json asks for.
     * @param programs where they stand
     */
    static Path javascript(Path programs) throws IOException, InterruptedException {
        Path folder = INSTALLED.resolve(programs.getFileName());
        Path list = programs.resolve("package.json");
        Files.createDirectories(folder);
        try (Stream<Path> all = Files.list(programs)) {
            for (Path program : all.toList()) {
                Files.copy(program, folder.resolve(program.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!isInstalled(folder, list)) {
            run(folder, Map.of(), "npm", "install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund",
                    "--silent");
            noteInstalled(folder, list);
        }
        return folder;
    }

    /**
     * Runs a program to its end.
     * @return what it said
     * @throws AssertionError with what it said, if it fails
     */
    static String run(Path folder, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Files.createDirectories(INSTALLED);
        Path output = Files.createTempFile(INSTALLED, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        String said = Files.readString(output);
        Files.delete(output);
        assertThat(ended && process.exitValue() == 0).as("%s: %s", List.of(command), said).isTrue();
        return said;
    }

    /** Whether what a list of dependencies asks for was installed by an earlier run. */
    private static boolean isInstalled(Path folder, Path list) throws IOException {
        Path note = folder.resolve("installed");
        return Files.exists(note) && Files.mismatch(note, list) < 0;
    }

    private static void noteInstalled(Path folder, Path list) throws IOException {
        Files.copy(list, folder.resolve("installed"), StandardCopyOption.REPLACE_EXISTING);
    }

}
