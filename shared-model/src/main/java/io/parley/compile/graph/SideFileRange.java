package io.parley.compile.graph;

/**
 * Where a weight lies in the file beside its graph.
 *
 * @param file its name or path
 * @param offset of the first byte
 * @param length in bytes
 */
record SideFileRange(String file, long offset, long length) {
}
