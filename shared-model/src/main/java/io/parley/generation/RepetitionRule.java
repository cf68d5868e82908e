package io.parley.generation;

/**
 * When a sequence of tokens is said to be a loop: a phrase comes several times in a row
 * at its end.
 *
 * @param longestPhrase in tokens
 * @param repetitions how often it comes
 * @param shortestLoop tokens that the loop has at least: short phrases come more often
 */
public record RepetitionRule(int longestPhrase, int repetitions, int shortestLoop) {

    /**
     * Whether a sequence ends in a loop.
     * @param tokens the sequence
     * @param length how many of them count
     */
    public boolean isLoop(int[] tokens, int length) {
        for (int phrase = 1; phrase <= this.longestPhrase; phrase++) {
            int loop = Math.max(this.repetitions * phrase, this.shortestLoop);
            if (loop <= length && hasPeriod(tokens, length - loop, length, phrase)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasPeriod(int[] tokens, int from, int to, int period) {
        // from the end: what is no loop mostly shows there at once
        for (int i = to - 1; i >= from + period; i--) {
            if (tokens[i] != tokens[i - period]) {
                return false;
            }
        }
        return true;
    }

}
