package io.parley.conversation;

/**
 * What was heard in a sound.
 *
 * @param text its words
 * @param audioTokens how many units of sound it took
 */
public record Heard(String text, int audioTokens) {
}
