package io.parley.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;

/**
 * Builds images from scratch that differ in nothing but what they start. All times are
 * the epoch's, so that the same files make the same bytes.
 */
final class ImageBuilder {

    /** From what seldom changes to what changes with every build. */
    private static final List<String> LAYERS = List.of("base", "runtime", "libraries", "program");

    private static final String USER = "10001:10001";

    /** What the user may write to, where nothing is mounted there. */
    private static final Set<String> USERS_OWN = Set.of("/tmp", "/models");

    private final Path files;

    private final String architecture;

    private final String version;

    private final Path work;

    /**
     * Makes a builder.
     * @param files the folder with one folder for each layer
     * @param architecture by OCI's name of it
     * @param version of all images
     * @param work folder for what is made on the way
     */
    ImageBuilder(Path files, String architecture, String version, Path work) {
        this.files = files;
        this.architecture = architecture;
        this.version = version;
        this.work = work;
    }

    /** An image as a tar of an OCI image layout. */
    Path build(String name, List<String> entryPoint) throws Exception {
        String tagged = name + ":" + this.version;
        JibContainerBuilder builder = Jib.fromScratch()
            .setFormat(ImageFormat.OCI)
            .setPlatforms(Set.of(new Platform(this.architecture, "linux")))
            .setUser(USER)
            .setWorkingDirectory(AbsoluteUnixPath.get("/tmp"))
            .setEnvironment(Map.of("PARLEY_HOME", "/models", "HOME", "/tmp", "PATH", "/usr/bin:/bin"))
            .setExposedPorts(Set.of(Port.tcp(8080)))
            .setLabels(Map.of("org.opencontainers.image.title", name, "org.opencontainers.image.version", this.version,
                    "org.opencontainers.image.licenses", "Apache-2.0"))
            .setEntrypoint(entryPoint);
        for (String layer : LAYERS) {
            builder.addFileEntriesLayer(layer(layer));
        }
        Path tar = this.work.resolve(name + ".tar");
        builder.containerize(Containerizer.to(TarImage.at(tar).named(tagged))
            .setOfflineMode(true)
            .setApplicationLayersCache(this.work.resolve("layers"))
            .setBaseImageLayersCache(this.work.resolve("base-layers")));
        return tar;
    }

    private FileEntriesLayer layer(String name) throws IOException {
        Path root = this.files.resolve(name);
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
        try (var entries = Files.list(root)) {
            for (Path entry : entries.sorted().toList()) {
                layer.addEntryRecursive(entry, AbsoluteUnixPath.get("/" + entry.getFileName()),
                        (source, _) -> permissions(source), FileEntriesLayer.DEFAULT_MODIFICATION_TIME_PROVIDER,
                        (_, target) -> USERS_OWN.contains(target.toString()) ? USER : "0:0");
            }
        }
        return layer.build();
    }

    private static FilePermissions permissions(Path source) {
        try {
            // what the umask of whoever builds says is not for the image
            boolean executable = Files.isDirectory(source) || Files.getPosixFilePermissions(source)
                .stream()
                .anyMatch((each) -> each.name().contains("EXECUTE"));
            return FilePermissions.fromOctalString(executable ? "755" : "644");
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
