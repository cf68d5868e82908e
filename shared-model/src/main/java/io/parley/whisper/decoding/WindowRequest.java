package io.parley.whisper.decoding;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.parley.speech.TranscriptionOptions.Task;

/**
 * What is asked of a window.
 *
 * @param language ISO-639-1 code, or null to detect it
 * @param task words as they were spoken, or in English
 * @param prompt tokens of the words before; of a long one the last are taken
 * @param timestamps whether the text has times in it
 * @param temperature 0 for the likeliest text, above that for one drawn at random
 */
public record WindowRequest(@Nullable String language, Task task, List<Integer> prompt, boolean timestamps,
        double temperature) {

    /** The same with times. */
    WindowRequest withTimestamps() {
        return new WindowRequest(this.language, this.task, this.prompt, true, this.temperature);
    }

}
