package io.parley.speech.classification;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The mean of scores, each with its weight. What weighs nothing counts only where nothing
 * else is there. Not thread-safe.
 */
public final class WeightedScores {

    private final double[] weighted;

    private final double[] all;

    private double weight;

    private int count;

    /**
     * Starts without any.
     * @param labels how many scores come at a time
     */
    public WeightedScores(int labels) {
        this.weighted = new double[labels];
        this.all = new double[labels];
    }

    /**
     * Adds scores.
     * @param scores one for each label; not kept
     * @param weight 0 or more
     */
    public void add(double[] scores, double weight) {
        for (int i = 0; i < scores.length; i++) {
            this.weighted[i] += weight * scores[i];
            this.all[i] += scores[i];
        }
        this.weight += weight;
        this.count++;
    }

    /** The mean so far, or null if there are none. */
    public double @Nullable [] mean() {
        if (this.count == 0) {
            return null;
        }
        boolean weighs = this.weight > 0;
        double[] sums = weighs ? this.weighted : this.all;
        double divisor = weighs ? this.weight : this.count;
        return Arrays.stream(sums).map((sum) -> sum / divisor).toArray();
    }

    /** Forgets all. */
    public void clear() {
        Arrays.fill(this.weighted, 0);
        Arrays.fill(this.all, 0);
        this.weight = 0;
        this.count = 0;
    }

}
