package io.parley.whisper.decoding;

import org.jspecify.annotations.Nullable;

/**
 * A decoder that has heard a window and read its prompt.
 *
 * @param language ISO-639-1 code, as given or detected
 * @param languageProbability of the detected language, or null if it was not detected
 * @param noSpeechProbability how likely the model finds it that nobody spoke
 * @param length tokens of the prompt
 * @param scores of what comes next
 */
record Prompted(String language, @Nullable Double languageProbability, double noSpeechProbability, int length,
        float[] scores) {
}
