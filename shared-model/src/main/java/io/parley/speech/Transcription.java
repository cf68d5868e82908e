package io.parley.speech;

import java.time.Duration;

/**
 * The words of a sound.
 *
 * @param text the words, without space at either end; empty for a sound without speech
 * @param language ISO-639-1 code of the speech, as given or detected
 * @param duration how much sound was heard
 */
public record Transcription(String text, String language, Duration duration) {
}
