package io.parley.compile;

import java.nio.file.Path;

/**
 * Graphs that lie complete in the store.
 *
 * @param directory holds the files
 * @param bytes their size in total
 */
public record CompiledGraphs(Path directory, long bytes) {
}
