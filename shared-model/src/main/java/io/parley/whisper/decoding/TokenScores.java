package io.parley.whisper.decoding;

import java.util.Arrays;

/**
 * The scores of what may come next, one for each token: logarithms of probabilities up to
 * a constant. Not thread-safe.
 */
final class TokenScores {

    /** A score this far below the highest adds nothing that a float could hold. */
    private static final double NEGLIGIBLE = 20;

    private final float[] values;

    TokenScores(float[] values) {
        this.values = values;
    }

    float[] values() {
        return this.values;
    }

    int count() {
        return this.values.length;
    }

    float of(int token) {
        return this.values[token];
    }

    /** Makes a token impossible. */
    void suppress(int token) {
        this.values[token] = Float.NEGATIVE_INFINITY;
    }

    /** Makes tokens impossible, from the first to before the last. */
    void suppress(int from, int to) {
        Arrays.fill(this.values, from, to, Float.NEGATIVE_INFINITY);
    }

    float highest(int from, int to) {
        float highest = Float.NEGATIVE_INFINITY;
        for (int id = from; id < to; id++) {
            highest = Math.max(highest, this.values[id]);
        }
        return highest;
    }

    /**
     * Logarithm of the sum of the exponentials: subtracted from a score, it gives the
     * logarithm of a probability among these tokens.
     */
    double logSumExp(int from, int to) {
        float highest = highest(from, to);
        if (highest == Float.NEGATIVE_INFINITY) {
            return highest;
        }
        double sum = 0;
        double least = highest - NEGLIGIBLE;
        for (int id = from; id < to; id++) {
            if (this.values[id] > least) {
                sum += Math.exp(this.values[id] - highest);
            }
        }
        return highest + Math.log(sum);
    }

    /** The probability of a token among all. */
    double probability(int token) {
        return Math.exp(this.values[token] - logSumExp(0, count()));
    }

    /** The tokens of the highest scores, the highest first, the lower id of equals. */
    int[] best(int count) {
        int[] best = new int[Math.min(count, this.values.length)];
        int filled = 0;
        for (int id = 0; id < this.values.length; id++) {
            if (filled == best.length && !(this.values[id] > this.values[best[filled - 1]])) {
                continue;
            }
            int place = (filled < best.length) ? filled++ : filled - 1;
            while (place > 0 && this.values[id] > this.values[best[place - 1]]) {
                best[place] = best[place - 1];
                place--;
            }
            best[place] = id;
        }
        return best;
    }

    /**
     * Draws a token.
     * @param temperature by which scores are divided
     * @param point from 0 to 1
     */
    int draw(double temperature, double point) {
        float highest = highest(0, count());
        double total = 0;
        for (float value : this.values) {
            total += weight(value, highest, temperature);
        }
        double left = point * total;
        int drawn = -1;
        for (int id = 0; id < this.values.length; id++) {
            double weight = weight(this.values[id], highest, temperature);
            if (weight > 0) {
                drawn = id;
                left -= weight;
                if (left < 0) {
                    break;
                }
            }
        }
        return drawn;
    }

    private static double weight(float score, float highest, double temperature) {
        double exponent = (score - highest) / temperature;
        return (exponent < -NEGLIGIBLE) ? 0 : Math.exp(exponent);
    }

}
