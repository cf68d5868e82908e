package io.parley.lfm2audio;

/**
 * How likely a token is by the text head's scores, before any temperature.
 */
final class TokenLogProbability {

    private TokenLogProbability() {
    }

    /**
     * The natural logarithm of a token's share of the softmax.
     * @param logits of all tokens
     */
    static double of(float[] logits, int id) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - largest);
        }
        return logits[id] - largest - Math.log(sum);
    }

}
