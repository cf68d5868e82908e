package io.parley.whisper;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.parley.speech.TranscriptSegment;

/**
 * What was said in one window.
 *
 * @param segments in order; none where nobody speaks
 * @param language of the sound, as far as it is known by now
 * @param languageProbability how likely that is; null if it was given
 * @param lastWord where the last word of the sound that has been placed ends; zero if
 * none has
 */
record WindowTranscript(List<TranscriptSegment> segments, @Nullable String language,
        @Nullable Double languageProbability, Duration lastWord) {

    WindowTranscript {
        segments = List.copyOf(segments);
    }

}
