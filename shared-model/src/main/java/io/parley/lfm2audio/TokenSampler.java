package io.parley.lfm2audio;

import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;

/**
 * Chooses text tokens, and makes the noise by which the depthformer's graph chooses
 * codes. One of these for each generation: equal seeds give equal choices. Not
 * thread-safe.
 */
public final class TokenSampler {

    private final Sampling sampling;

    private final RandomGenerator random;

    /**
     * A sampler.
     * @param sampling the rule
     * @param random where draws come from
     */
    public TokenSampler(Sampling sampling, RandomGenerator random) {
        this.sampling = sampling;
        this.random = random;
    }

    /** The rule. */
    public Sampling sampling() {
        return this.sampling;
    }

    /**
     * The index of the logit chosen.
     * @param logits from the buffer's beginning to its limit
     */
    public int choose(FloatBuffer logits) {
        if (this.sampling.greedy()) {
            return largest(logits);
        }
        float[] copy = new float[logits.limit()];
        logits.get(0, copy);
        return draw(this.sampling.probabilities(copy));
    }

    /**
     * Fills an array with what makes the largest of logits plus noise a draw from their
     * softmax: Gumbel noise; zeros where the choice is greedy.
     */
    public void noise(float[] target) {
        for (int i = 0; i < target.length; i++) {
            target[i] = this.sampling.greedy() ? 0
                    : (float) -Math.log(-Math.log(this.random.nextDouble(Double.MIN_NORMAL, 1)));
        }
    }

    private static int largest(FloatBuffer logits) {
        int best = 0;
        float most = logits.get(0);
        for (int i = 1; i < logits.limit(); i++) {
            float logit = logits.get(i);
            if (logit > most) {
                best = i;
                most = logit;
            }
        }
        return best;
    }

    private int draw(float[] probabilities) {
        double left = this.random.nextDouble();
        int last = 0;
        for (int i = 0; i < probabilities.length; i++) {
            if (probabilities[i] > 0) {
                left -= probabilities[i];
                last = i;
                if (left < 0) {
                    return i;
                }
            }
        }
        // probabilities may sum to a little less than 1
        return last;
    }

}
