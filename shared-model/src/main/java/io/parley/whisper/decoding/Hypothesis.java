package io.parley.whisper.decoding;

import java.util.Arrays;

/**
 * A text that a search follows.
 *
 * @param tokens so far, without the prompt and the end
 * @param logProbabilities natural logarithms, one a token
 * @param total their sum, with that of the end if it has come
 * @param sequence whose cache holds it
 */
record Hypothesis(int[] tokens, float[] logProbabilities, double total, int sequence) {

    /** The text of no token. */
    static Hypothesis empty() {
        return new Hypothesis(new int[0], new float[0], 0, 0);
    }

    /** The text with one more token. */
    Hypothesis with(int token, double logProbability) {
        int length = this.tokens.length;
        int[] longer = Arrays.copyOf(this.tokens, length + 1);
        float[] probabilities = Arrays.copyOf(this.logProbabilities, length + 1);
        longer[length] = token;
        probabilities[length] = (float) logProbability;
        return new Hypothesis(longer, probabilities, this.total + logProbability, this.sequence);
    }

    /** The text without its last token, which still counts in the total. */
    Hypothesis withoutLast() {
        int length = this.tokens.length - 1;
        return new Hypothesis(Arrays.copyOf(this.tokens, length), Arrays.copyOf(this.logProbabilities, length),
                this.total, this.sequence);
    }

    Hypothesis in(int otherSequence) {
        return new Hypothesis(this.tokens, this.logProbabilities, this.total, otherSequence);
    }

    /** With how many equal tokens this text and another begin. */
    int alike(Hypothesis other) {
        int differing = Arrays.mismatch(this.tokens, other.tokens);
        return (differing < 0) ? this.tokens.length : differing;
    }

    int last() {
        return this.tokens[this.tokens.length - 1];
    }

    /** Mean over the tokens: what texts of different lengths are compared by. */
    double score() {
        return this.total / Math.max(1, this.tokens.length);
    }

}
