package io.parley.whisper.decoding;

import org.jspecify.annotations.Nullable;

/**
 * A window in words.
 *
 * @param language ISO-639-1 code, as given or detected
 * @param languageProbability of the detected language, from 0 to 1, or null if it was not
 * detected
 * @param tokens text and, if it has them, times in between; none if nobody spoke
 * @param logProbabilities of the tokens, natural logarithms
 * @param timestamps whether the text has times in it: more often than asked for, since a
 * text too long for the model is cut by them
 * @param ending why the text ended
 * @param temperature of the search that found it
 * @param averageLogProbability mean over the tokens and the end
 * @param compressionRatio of the text under deflate
 * @param noSpeechProbability how likely the model finds it that nobody spoke
 */
public record DecodedWindow(String language, @Nullable Double languageProbability, int[] tokens,
        float[] logProbabilities, boolean timestamps, Ending ending, double temperature, double averageLogProbability,
        double compressionRatio, double noSpeechProbability) {
}
