package io.parley.whisper.decoding;

import java.util.Arrays;
import java.util.stream.IntStream;

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
        for (float lane : ScoreLanes.highest(this.values, from, to)) {
            highest = Math.max(highest, lane);
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
        return highest + Math.log(ScoreLanes.sumOfExponentials(this.values, from, to, highest));
    }

    /** The probability of a token among all. */
    double probability(int token) {
        return Math.exp(this.values[token] - logSumExp(0, count()));
    }

    /** The tokens of the highest scores, the highest first, the lower id of equals. */
    int[] best(int count) {
        int wanted = Math.min(count, this.values.length);
        float[] highest = ScoreLanes.highest(this.values, 0, this.values.length);
        BestScores lanes = new BestScores(highest, wanted);
        for (int lane = 0; lane < highest.length; lane++) {
            lanes.offer(lane);
        }
        // so many scores are as high as this one that no lower one is among the best
        float limit = (highest.length < wanted) ? Float.NEGATIVE_INFINITY : highest[lanes.places[wanted - 1]];
        int[] promising = IntStream.range(0, highest.length).filter((lane) -> !(highest[lane] < limit)).toArray();
        BestScores best = new BestScores(this.values, wanted);
        for (int row = 0; row < this.values.length; row += ScoreLanes.LANES) {
            for (int lane : promising) {
                if (row + lane < this.values.length) {
                    best.offer(row + lane);
                }
            }
        }
        return best.places;
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

    /** Where the highest of some scores are, among those that were offered in order. */
    private static final class BestScores {

        private final float[] scores;

        private final int[] places;

        private int filled;

        BestScores(float[] scores, int count) {
            this.scores = scores;
            this.places = new int[count];
        }

        void offer(int offered) {
            boolean full = this.filled == this.places.length;
            if (full && !(this.scores[offered] > this.scores[this.places[this.filled - 1]])) {
                return;
            }
            int place = full ? this.filled - 1 : this.filled++;
            while (place > 0 && this.scores[offered] > this.scores[this.places[place - 1]]) {
                this.places[place] = this.places[place - 1];
                place--;
            }
            this.places[place] = offered;
        }

    }

}
