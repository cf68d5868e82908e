package io.parley.catalog;

import java.util.List;
import java.util.stream.Stream;

/**
 * A checkpoint that only the model hub has: which files make it up is known here, what is
 * in them is not. The hub's own manifest says so at the first pull, and holds from then
 * on.
 *
 * @param repository owner and name, as {@code owner/name}
 * @param revision a commit or branch, which the first pull resolves to a commit
 * @param required paths of files without which it is of no use
 * @param optional paths of files that are taken if the repository has them
 * @param expectedBytes size of all files, roughly, for people
 */
public record HubCheckpoint(String repository, String revision, List<String> required, List<String> optional,
        long expectedBytes) {

    public HubCheckpoint {
        if (required.isEmpty() || expectedBytes <= 0) {
            throw new IllegalArgumentException("a checkpoint of " + repository + " needs files and a size");
        }
        required = List.copyOf(required);
        optional = List.copyOf(optional);
        // refuses what is no place on the hub
        Stream.concat(required.stream(), optional.stream())
            .forEach((path) -> new Source.Hub(repository, revision, path));
    }
}
