package io.parley.whisper.decoding;

/**
 * The likeliest tokens that may come next, the likeliest first.
 *
 * @param tokens their ids
 * @param logProbabilities natural logarithms; negative infinity for what must not come
 */
record NextTokens(int[] tokens, double[] logProbabilities) {

    /**
     * The likeliest of all.
     * @param scores of what comes next, after all rules
     * @param count how many
     */
    static NextTokens of(TokenScores scores, int count) {
        double normalizer = scores.logSumExp(0, scores.count());
        int[] tokens = scores.best(count);
        double[] logProbabilities = new double[tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            logProbabilities[i] = scores.of(tokens[i]) - normalizer;
        }
        return new NextTokens(tokens, logProbabilities);
    }

}
