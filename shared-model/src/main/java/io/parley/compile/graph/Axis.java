package io.parley.compile.graph;

import org.jspecify.annotations.Nullable;

/**
 * One dimension of a graph's input or output: a fixed length, or a name where the length
 * is known only at run time. Equal names mean equal lengths.
 *
 * @param name the name, or null if fixed
 * @param length the length, or -1 if named
 */
public record Axis(@Nullable String name, long length) {

    /** A length known only at run time. */
    public static Axis named(String name) {
        return new Axis(name, -1);
    }

    /** A fixed length. */
    public static Axis of(long length) {
        return new Axis(null, length);
    }

}
