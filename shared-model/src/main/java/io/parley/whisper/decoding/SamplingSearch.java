package io.parley.whisper.decoding;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import io.parley.concurrent.Cancellation;

/**
 * Draws several texts at random, side by side, and takes the one whose tokens are
 * likeliest on average.
 */
final class SamplingSearch implements Search {

    private final int samples;

    private final double temperature;

    private final RandomGenerator random;

    private final int endOfText;

    /**
     * Makes a search.
     * @param samples how many texts
     * @param temperature by which scores are divided before the draw; above 0
     */
    SamplingSearch(int samples, double temperature, RandomGenerator random, int endOfText) {
        this.samples = samples;
        this.temperature = temperature;
        this.random = random;
        this.endOfText = endOfText;
    }

    @Override
    public SearchResult run(DecoderState state, float[] first, TokenRule rule, RunawayGuard guard,
            Cancellation cancellation) {
        @Nullable SearchResult[] done = new SearchResult[this.samples];
        Hypothesis[] texts = new Hypothesis[this.samples];
        float[][] scores = new float[this.samples][];
        for (int i = 0; i < this.samples; i++) {
            texts[i] = Hypothesis.empty();
            scores[i] = first.clone();
            if (i > 0) {
                state.copy(0, i, 0);
            }
        }
        int most = state.longestText();
        for (int step = 0; step < most && Arrays.stream(done).anyMatch(Objects::isNull); step++) {
            if (step > 0) {
                scores = state.step(lastTokens(texts, done), cancellation);
            }
            for (int i = 0; i < this.samples; i++) {
                if (done[i] == null) {
                    texts[i] = continued(texts[i], scores[i], rule);
                    done[i] = result(texts[i], guard);
                }
            }
        }
        for (int i = 0; i < this.samples; i++) {
            if (done[i] == null) {
                done[i] = new SearchResult(texts[i], Ending.FULL);
            }
        }
        return best(done);
    }

    private Hypothesis continued(Hypothesis text, float[] scores, TokenRule rule) {
        TokenScores next = new TokenScores(scores);
        rule.apply(next, text.tokens());
        int token = next.draw(this.temperature, this.random.nextDouble());
        return text.with(token, next.of(token) - next.logSumExp(0, next.count()));
    }

    private @Nullable SearchResult result(Hypothesis text, RunawayGuard guard) {
        if (text.last() == this.endOfText) {
            return new SearchResult(text.withoutLast(), Ending.END_OF_TEXT);
        }
        return guard.stops(text.tokens()) ? new SearchResult(text, Ending.RUNAWAY) : null;
    }

    private int[] lastTokens(Hypothesis[] texts, @Nullable SearchResult[] done) {
        int[] tokens = new int[this.samples];
        for (int i = 0; i < this.samples; i++) {
            tokens[i] = (done[i] == null) ? texts[i].last() : this.endOfText;
        }
        return tokens;
    }

    /** The likeliest that ended by itself, or of all if none has. */
    private static SearchResult best(@Nullable SearchResult[] done) {
        return Arrays.stream(done)
            .map(Objects::requireNonNull)
            .max(Comparator.<SearchResult, Boolean>comparing((result) -> result.ending() == Ending.END_OF_TEXT)
                .thenComparingDouble((result) -> result.best().score()))
            .orElseThrow();
    }

}
