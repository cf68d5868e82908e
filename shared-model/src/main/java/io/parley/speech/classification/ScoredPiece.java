package io.parley.speech.classification;

/**
 * What a piece of sound is.
 *
 * @param scores one for each label; not to be changed after
 * @param weight of the piece among others of its length, 0 or more
 */
public record ScoredPiece(double[] scores, double weight) {
}
