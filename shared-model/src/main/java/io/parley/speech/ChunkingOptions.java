package io.parley.speech;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Where a caller wants sound cut for transcription: the fields of OpenAI's
 * {@code server_vad}.
 *
 * @param threshold probability, from 0 to 1, from which on a frame counts as speech
 * @param prefixPadding how much sound before speech belongs to it, and after it
 * @param silence a silence that is not shorter ends a chunk; null for chunks as long as
 * the model hears at once, which gives every word the most context
 */
public record ChunkingOptions(double threshold, Duration prefixPadding, @Nullable Duration silence) {

    public ChunkingOptions {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("a threshold is from 0 to 1, not " + threshold);
        }
        if (prefixPadding.isNegative() || (silence != null && silence.isNegative())) {
            throw new IllegalArgumentException("durations are not negative");
        }
    }

}
