package io.parley.speech;

/**
 * How well a label fits a sound, beside the other labels asked about. Relative: a label
 * that fits badly still scores high among labels that fit worse.
 *
 * @param label as the caller gave it
 * @param logLikelihood mean natural logarithm of the probability of the label's tokens as
 * the model's answer, at most 0
 * @param share of this label among all that were asked about, 0 to 1; all shares sum to 1
 */
public record LabelScore(String label, double logLikelihood, double share) {
}
