package io.parley.whisper;

import java.util.random.RandomGenerator;

/**
 * Chooses the next token from scores.
 */
final class TokenSampler {

    private final double temperature;

    private final RandomGenerator random;

    /**
     * Makes a sampler.
     * @param temperature 0 for the highest score, more for sampling from the softmax of
     * the scores divided by it
     */
    TokenSampler(double temperature, RandomGenerator random) {
        this.temperature = temperature;
        this.random = random;
    }

    /**
     * Chooses among the first ids.
     * @param count how many, from id 0
     */
    int next(float[] scores, int count) {
        int best = highest(scores, count);
        return (this.temperature == 0) ? best : sample(scores, count, scores[best]);
    }

    static int highest(float[] scores, int count) {
        int best = 0;
        for (int id = 1; id < count; id++) {
            if (scores[id] > scores[best]) {
                best = id;
            }
        }
        return best;
    }

    private int sample(float[] scores, int count, float highest) {
        double total = 0;
        for (int id = 0; id < count; id++) {
            total += weight(scores[id], highest);
        }
        double left = this.random.nextDouble() * total;
        int id = 0;
        while (id < count - 1) {
            left -= weight(scores[id], highest);
            if (left < 0) {
                break;
            }
            id++;
        }
        return id;
    }

    private double weight(float score, float highest) {
        return Math.exp((score - highest) / this.temperature);
    }

}
