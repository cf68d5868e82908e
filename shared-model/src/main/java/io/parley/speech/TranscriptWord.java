package io.parley.speech;

import java.time.Duration;

/**
 * A word and when it was spoken.
 *
 * @param text the word with its punctuation, without space
 * @param start when it begins, from the beginning of the sound
 * @param end when it ends; not before the start
 * @param probability how sure the model is of it, from 0 to 1
 */
public record TranscriptWord(String text, Duration start, Duration end, double probability) {
}
