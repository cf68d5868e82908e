package io.parley.speech;

import java.time.Duration;

/**
 * A stretch of a sound in which somebody speaks.
 *
 * @param start from the beginning of the sound
 * @param end from the beginning of the sound; after the start
 */
public record SpeechSpan(Duration start, Duration end) {

    public SpeechSpan {
        if (start.isNegative() || end.compareTo(start) <= 0) {
            throw new IllegalArgumentException("speech from " + start + " to " + end);
        }
    }

}
