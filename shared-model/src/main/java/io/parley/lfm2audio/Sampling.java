package io.parley.lfm2audio;

import java.util.Arrays;

/**
 * How a token or code is chosen from logits. Text and audio follow the same rule.
 *
 * @param temperature by which logits are divided; 0 or less for greedy choice
 * @param topK how many of the largest logits are left, with those equal to the last of
 * them; 1 for greedy choice, 0 for all
 */
public record Sampling(float temperature, int topK) {

    /** Always the largest. */
    public static final Sampling GREEDY = new Sampling(0, 1);

    public Sampling {
        if (topK < 0) {
            throw new IllegalArgumentException("top_k is negative: " + topK);
        }
    }

    /** Whether nothing is drawn. */
    public boolean greedy() {
        return this.temperature <= 0 || this.topK == 1;
    }

    /**
     * The probabilities of a draw, which sum to 1.
     * @throws IllegalStateException if the choice is greedy
     */
    public float[] probabilities(float[] logits) {
        if (greedy()) {
            throw new IllegalStateException("a greedy choice has no probabilities");
        }
        float largest = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        float limit = (this.topK > 0) ? limit(logits) : Float.NEGATIVE_INFINITY;
        float[] probabilities = new float[logits.length];
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            if (logits[i] >= limit) {
                double weight = Math.exp(((double) logits[i] - largest) / this.temperature);
                probabilities[i] = (float) weight;
                sum += weight;
            }
        }
        float share = (float) (1 / sum);
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] *= share;
        }
        return probabilities;
    }

    private float limit(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, sorted.length - this.topK)];
    }

}
