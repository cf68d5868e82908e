package io.parley.catalog;

import java.util.List;

/**
 * One file of a model, pinned by its content.
 *
 * @param name path below the model's directory, with {@code /} between its segments; no
 * segment begins with a dot
 * @param bytes its exact size
 * @param sha256 digest of its content, 64 lower-case hexadecimal digits
 * @param sources where it can be had, tried in this order; at least one
 */
public record CatalogFile(String name, long bytes, String sha256, List<Source> sources) {

    public CatalogFile {
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*")) {
            throw new IllegalArgumentException("\"" + name + "\" is no file name that the store can hold");
        }
        if (bytes <= 0) {
            throw new IllegalArgumentException(name + " must have a size above 0");
        }
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(name + " must be pinned by a SHA-256 of 64 hexadecimal digits");
        }
        if (sources.isEmpty()) {
            throw new IllegalArgumentException(name + " has no source");
        }
        sources = List.copyOf(sources);
    }
}
