package io.parley.catalog.fetch;

import java.nio.file.Path;
import java.util.List;

/**
 * A file in the staging directory that has all its bytes and is not verified yet.
 *
 * @param path the file
 * @param continued whether some of its bytes are from an earlier pull; if it turns out
 * wrong, it is worth one more try from the beginning
 * @param madeFrom what else has to be deleted if it is wrong
 */
record StagedFile(Path path, boolean continued, List<Path> madeFrom) {
}
