package io.parley.lfm2audio;

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

    private final float[] logits;

    /**
     * Runs the prompt.
     * @param state used until the last score
     */
    LabelScorer(GenerationState state, Conversation prompt, Cancellation cancellation) {
        this.state = state;
        this.cancellation = cancellation;
        state.begin(prompt, cancellation);
        this.prompt = state.mark();
        this.first = new float[state.vocabulary()];
        this.logits = new float[state.vocabulary()];
        state.textLogits(this.first, cancellation);
    }

    /**
     * The mean natural logarithm of the probabilities of an answer's tokens.
     * @param answer tokens, at least one
     */
    double score(int[] answer) {
        this.state.rewind(this.prompt);
        double sum = TokenLogProbability.of(this.first, answer[0]);
        for (int i = 1; i < answer.length; i++) {
            this.state.appendText(answer[i - 1], this.cancellation);
            this.state.textLogits(this.logits, this.cancellation);
            sum += TokenLogProbability.of(this.logits, answer[i]);
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
