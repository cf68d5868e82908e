package io.parley.standalone.verify;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * A recording and what is known about it.
 *
 * @param file the recording
 * @param transcript what is said in it, or null
 * @param label what is heard in it, or null
 * @param language ISO-639-1 code of the speech, or null for an unknown one
 * @param set the collection that it is from, for people
 */
public record Clip(Path file, @Nullable String transcript, @Nullable String label, @Nullable String language,
        String set) {
}
