package io.parley.asr.web;

import io.parley.speech.SpeechSpan;

/**
 * Speech in a sound.
 *
 * @param start in milliseconds from the beginning of the sound
 * @param end in milliseconds from the beginning of the sound
 */
record SpeechTimestamp(long start, long end) {

    static SpeechTimestamp of(SpeechSpan span) {
        return new SpeechTimestamp(span.start().toMillis(), span.end().toMillis());
    }

}
