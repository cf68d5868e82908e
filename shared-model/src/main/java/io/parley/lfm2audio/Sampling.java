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
        float[] scaled = new float[logits.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = logits[i] / this.temperature;
        }
        float largest = Float.NEGATIVE_INFINITY;
        for (float value : scaled) {
            largest = Math.max(largest, value);
        }
        float limit = (this.topK > 0) ? limit(scaled) : Float.NEGATIVE_INFINITY;
        double[] weights = new double[scaled.length];
        double sum = 0;
        for (int i = 0; i < scaled.length; i++) {
            weights[i] = (scaled[i] < limit) ? 0 : Math.exp((double) scaled[i] - largest);
            sum += weights[i];
        }
        float[] probabilities = new float[scaled.length];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = (float) (weights[i] / sum);
        }
        return probabilities;
    }

    private float limit(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, sorted.length - this.topK)];
    }

}
