package io.parley.catalog.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.parley.catalog.Catalog;
import io.parley.catalog.CatalogEntry;
import io.parley.catalog.CatalogException;
import io.parley.catalog.PullListener;
import io.parley.catalog.PullProgress;
import io.parley.catalog.fetch.HubSettings;
import io.parley.concurrent.Cancellation;

/** Pulls the model of a catalog file in a JVM of its own. */
final class PullProcess {

    private PullProcess() {
    }

    /**
     * Starts one.
     * @param wrapper what to put before the command; a list
     * @param output what it says
     */
    static Process start(List<String> wrapper, Path root, Path catalog, URI hub, Path output) {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), PullProcess.class.getName(),
                root.toString(), catalog.toString(), hub.toString()));
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        }
        catch (IOException ex) {
            throw new AssertionError(ex);
        }
    }

    public static void main(String[] arguments) throws IOException {
        CatalogEntry entry;
        try (InputStream json = Files.newInputStream(Path.of(arguments[1]))) {
            entry = Catalog.read(json).entries().getFirst();
        }
        HubSettings hub = new HubSettings(URI.create(arguments[2]), null, Duration.ofSeconds(5),
                Duration.ofSeconds(30));
        StoreSettings settings = StoreSettings.fromEnvironment(Map.of()).withHub(hub);
        if (Boolean.getBoolean("parley.test.endless-space")) {
            settings = settings.withSpace((directory) -> Long.MAX_VALUE);
        }
        try {
            Path directory = new ModelStore(Path.of(arguments[0]), settings).pull(entry, new Lines(),
                    Cancellation.never());
            System.out.println("ready " + directory);
        }
        catch (CatalogException ex) {
            System.out.println("failed " + ex.getClass().getSimpleName() + ": " + ex.getMessage());
        }
    }

    private static final class Lines implements PullListener {

        @Override
        public void progress(PullProgress progress) {
        }

        @Override
        public void message(String line) {
            System.out.println(line);
        }

    }

}
