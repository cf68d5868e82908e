package io.parley.llama;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Chooses a token from logits: the likeliest, or by a draw from the nucleus, the
 * likeliest tokens that together have a share of the probability (Holtzman et al., "The
 * Curious Case of Neural Text Degeneration", 2020). Equal draws give equal choices. Not
 * thread-safe.
 */
final class TokenSampler {

    /** Tokens so much less likely than the likeliest cannot count, even all together. */
    private static final double LEAST_EXPONENT = -50;

    private final double temperature;

    private final double topP;

    private final RandomGenerator random;

    private double[] weights = {};

    /** Ids behind weights, as bits that sort by weight. */
    private long[] nucleus = {};

    /**
     * A sampler.
     * @param temperature 0 for the likeliest
     * @param topP the nucleus' share
     * @param random where draws come from
     */
    TokenSampler(double temperature, double topP, RandomGenerator random) {
        this.temperature = temperature;
        this.topP = topP;
        this.random = random;
    }

    /**
     * The index of the logit chosen.
     * @param logits from 0 to the buffer's limit
     */
    int choose(FloatBuffer logits) {
        int likeliest = likeliest(logits);
        return (this.temperature == 0) ? likeliest : draw(logits, logits.get(likeliest));
    }

    private static int likeliest(FloatBuffer logits) {
        int best = 0;
        float largest = logits.get(0);
        for (int i = 1; i < logits.limit(); i++) {
            float logit = logits.get(i);
            if (logit > largest) {
                largest = logit;
                best = i;
            }
        }
        return best;
    }

    private int draw(FloatBuffer logits, float largest) {
        int size = logits.limit();
        if (this.weights.length < size) {
            this.weights = new double[size];
            this.nucleus = new long[size];
        }
        double sum = 0;
        for (int i = 0; i < size; i++) {
            double exponent = (logits.get(i) - largest) / this.temperature;
            double weight = (exponent < LEAST_EXPONENT) ? 0 : Math.exp(exponent);
            this.weights[i] = weight;
            sum += weight;
        }
        // tokens below this weight do not reach what the nucleus leaves out, even all
        // together
        double least = (1 - this.topP) * sum / size;
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (this.weights[i] >= least && this.weights[i] > 0) {
                // weights are positive floats, whose bits sort as they do
                this.nucleus[count++] = ((long) Float.floatToIntBits((float) this.weights[i]) << Integer.SIZE) | i;
            }
        }
        Arrays.sort(this.nucleus, 0, count);
        double share = 0;
        int first = count;
        while (first > 0 && share < this.topP * sum) {
            share += this.weights[id(--first)];
        }
        double left = this.random.nextDouble() * share;
        for (int i = count - 1; i > first; i--) {
            left -= this.weights[id(i)];
            if (left < 0) {
                return id(i);
            }
        }
        return id(first);
    }

    private int id(int place) {
        return (int) this.nucleus[place];
    }

}
