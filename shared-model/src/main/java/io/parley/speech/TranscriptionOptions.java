package io.parley.speech;

import org.jspecify.annotations.Nullable;

/**
 * What a caller asks of a transcription.
 *
 * @param language ISO-639-1 code of the speech, or null to detect it
 * @param prompt words that come before, to guide spelling and style, or null
 * @param temperature 0 for the likeliest text, up to 1 for sampling
 */
public record TranscriptionOptions(@Nullable String language, @Nullable String prompt, double temperature) {

    /** Detected language, no prompt, the likeliest text. */
    public static final TranscriptionOptions DEFAULT = new TranscriptionOptions(null, null, 0);

    public TranscriptionOptions {
        if (!(temperature >= 0 && temperature <= 1)) {
            throw new IllegalArgumentException("a temperature is between 0 and 1, not " + temperature);
        }
    }

}
