package io.parley.speech;

/**
 * A token of a transcript.
 *
 * @param id in the model's vocabulary
 * @param bytes of its text in UTF-8; a character may be spread over several tokens
 * @param logProbability natural logarithm of its probability
 */
public record TranscriptToken(int id, byte[] bytes, double logProbability) {
}
