package io.parley.lfm2audio;

import java.nio.FloatBuffer;
import java.util.Arrays;

import io.parley.concurrent.Cancellation;

/**
 * How likely texts are as the answer to one prompt, which is run once for all of them.
 */
final class LabelScorer {

    private final GenerationState state;

    private final Cancellation cancellation;

    private final BackboneState.Mark prompt;

    private final float[] first;

    /**
     * Runs the prompt.
     * @param state used until the last score
     */
    LabelScorer(GenerationState state, Conversation prompt, Cancellation cancellation) {
        this.state = state;
        this.cancellation = cancellation;
        state.begin(prompt, cancellation);
        this.prompt = state.mark();
        FloatBuffer scores = state.textScores(cancellation);
        this.first = new float[scores.capacity()];
        scores.get(0, this.first);
    }

    /**
     * The mean natural logarithm of the probabilities of an answer's tokens.
     * @param answer tokens, at least one
     */
    double score(int[] answer) {
        this.state.rewind(this.prompt);
        double sum = this.first[answer[0]];
        for (int i = 1; i < answer.length; i++) {
            this.state.appendText(answer[i - 1], this.cancellation);
            sum += this.state.textScores(this.cancellation).get(answer[i]);
        }
        return sum / answer.length;
    }

    /**
     * Shares of scores as of logits.
     * @return the softmax
     */
    static double[] shares(double[] scores) {
        double most = Arrays.stream(scores).max().orElse(0);
        double[] shares = Arrays.stream(scores).map((score) -> Math.exp(score - most)).toArray();
        double sum = Arrays.stream(shares).sum();
        return Arrays.stream(shares).map((share) -> share / sum).toArray();
    }

}
