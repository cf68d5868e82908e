package io.parley.standalone.kubernetes;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Assumptions;

/**
 * The real kustomize, by itself or within kubectl. Where neither is there, the tests that
 * need it are skipped; with {@code CI=true} they fail.
 */
final class Kustomize {

    private static final Path FOLDER = Path.of("../k8s");

    private Kustomize() {
    }

    /**
     * What would be applied.
     * @param overlay below the folder "k8s"
     */
    static Manifests build(String overlay) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(program());
        command.add(FOLDER.resolve(overlay).toString());
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String yaml = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + " failed");
        }
        return Manifests.of(yaml);
    }

    private static List<String> program() {
        if (isOnPath("kustomize")) {
            return List.of("kustomize", "build");
        }
        boolean kubectl = isOnPath("kubectl");
        if (!kubectl && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException("neither kustomize nor kubectl is installed; .ci/run installs the first");
        }
        Assumptions.assumeTrue(kubectl, "neither kustomize nor kubectl is installed");
        return List.of("kubectl", "kustomize");
    }

    private static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .anyMatch((folder) -> Files.isExecutable(Path.of(folder, program)));
    }

}
