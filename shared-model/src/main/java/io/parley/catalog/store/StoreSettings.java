package io.parley.catalog.store;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.parley.catalog.fetch.HubSettings;
import io.parley.catalog.fetch.UsableSpace;

/**
 * Where the store gets files from.
 *
 * @param directories of the operator's, tried in order, each as
 * {@code <directory>/<model>/<file>}
 * @param hub how to reach the model hub
 * @param environment of package clients
 * @param space how much room there is
 */
public record StoreSettings(List<Path> directories, HubSettings hub, Map<String, String> environment,
        UsableSpace space) {

    public StoreSettings {
        directories = List.copyOf(directories);
        environment = Map.copyOf(environment);
    }

    /**
     * What the environment says: {@code PARLEY_MODEL_DIRECTORIES} (comma-separated),
     * {@code HF_ENDPOINT} and {@code HF_TOKEN}; package clients get all of it.
     * @param environment as {@link System#getenv()} gives it
     * @throws IllegalArgumentException if the hub's address is none
     */
    public static StoreSettings fromEnvironment(Map<String, String> environment) {
        List<Path> directories = Arrays.stream(environment.getOrDefault("PARLEY_MODEL_DIRECTORIES", "").split(","))
            .map(String::strip)
            .filter((directory) -> !directory.isEmpty())
            .map(Path::of)
            .toList();
        return new StoreSettings(directories, HubSettings.fromEnvironment(environment), environment,
                UsableSpace.ofFileSystem());
    }

    /** The same with other directories. */
    public StoreSettings withDirectories(List<Path> others) {
        return new StoreSettings(others, this.hub, this.environment, this.space);
    }

    /** The same with another hub. */
    public StoreSettings withHub(HubSettings other) {
        return new StoreSettings(this.directories, other, this.environment, this.space);
    }

    /** The same with another measure of room. */
    public StoreSettings withSpace(UsableSpace other) {
        return new StoreSettings(this.directories, this.hub, this.environment, other);
    }

    // an environment holds credentials: it stays out of logs
    @Override
    public String toString() {
        return "StoreSettings[directories=" + this.directories + ", hub=" + this.hub + "]";
    }

}
