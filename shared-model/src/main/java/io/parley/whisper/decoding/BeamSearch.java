package io.parley.whisper.decoding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import io.parley.concurrent.Cancellation;
import org.jspecify.annotations.Nullable;

/**
 * Follows the likeliest texts side by side until enough of them have ended and none that
 * goes on is more probable, and takes the one whose tokens are likeliest on average. A
 * beam of one takes the likeliest token each time.
 */
final class BeamSearch implements Search {

    private final int width;

    private final int enough;

    private final int endOfText;

    private final boolean wordsOnly;

    /**
     * Makes a search.
     * @param width how many texts
     * @param patience how many texts must have ended, as a share of the width
     * @param wordsOnly whether the rule always leaves what {@link DecoderState#words}
     * does after a text's first token
     */
    BeamSearch(int width, double patience, int endOfText, boolean wordsOnly) {
        this.width = width;
        this.enough = Math.max(1, (int) Math.round(width * patience));
        this.endOfText = endOfText;
        this.wordsOnly = wordsOnly;
    }

    @Override
    public SearchResult run(DecoderState state, float[] first, TokenRule rule, RunawayGuard guard,
            Cancellation cancellation) {
        List<Hypothesis> ended = new ArrayList<>();
        List<Hypothesis> live = List.of(Hypothesis.empty());
        @Nullable Hypothesis[] held = new Hypothesis[this.width];
        int prompt = state.length();
        NextTokens[] next = { allowed(first.clone(), rule, live.getFirst()) };
        int most = state.longestText();
        for (int step = 0; step < most; step++) {
            live = continued(live, next, ended);
            if (live.isEmpty() || (ended.size() >= this.enough && !likelier(live, ended))) {
                return new SearchResult(best(ended), Ending.END_OF_TEXT);
            }
            if (guard.stops(live.getFirst().tokens())) {
                return ended.isEmpty() ? new SearchResult(live.getFirst(), Ending.RUNAWAY)
                        : new SearchResult(best(ended), Ending.END_OF_TEXT);
            }
            live = inOwnSequences(live, held, prompt, state);
            next = next(live, state, rule, cancellation);
        }
        return (ended.isEmpty() || likelier(live, ended)) ? new SearchResult(best(live), Ending.FULL)
                : new SearchResult(best(ended), Ending.END_OF_TEXT);
    }

    /** What comes next, by the caches of the texts. */
    private NextTokens[] next(List<Hypothesis> live, DecoderState state, TokenRule rule, Cancellation cancellation) {
        if (this.wordsOnly) {
            return state.words(lastTokens(live), cancellation);
        }
        float[][] scores = state.step(lastTokens(live), cancellation);
        NextTokens[] next = new NextTokens[this.width];
        live.forEach((text) -> next[text.sequence()] = allowed(scores[text.sequence()], rule, text));
        return next;
    }

    private NextTokens allowed(float[] scores, TokenRule rule, Hypothesis text) {
        TokenScores next = new TokenScores(scores);
        rule.apply(next, text.tokens());
        return NextTokens.of(next, this.width + 1);
    }

    /** The likeliest texts that are one token longer, the likeliest first. */
    private List<Hypothesis> continued(List<Hypothesis> live, NextTokens[] next, List<Hypothesis> ended) {
        List<Hypothesis> candidates = new ArrayList<>();
        for (Hypothesis text : live) {
            NextTokens best = next[text.sequence()];
            for (int i = 0; i < best.tokens().length; i++) {
                if (best.logProbabilities()[i] > Double.NEGATIVE_INFINITY) {
                    candidates.add(text.with(best.tokens()[i], best.logProbabilities()[i]));
                }
            }
        }
        candidates.sort(Comparator.comparingDouble(Hypothesis::total).reversed());
        List<Hypothesis> longer = new ArrayList<>();
        for (int rank = 0; rank < candidates.size() && longer.size() < this.width; rank++) {
            Hypothesis text = candidates.get(rank);
            if (text.last() != this.endOfText) {
                longer.add(text);
            }
            else if (rank < this.width) {
                ended.add(text.withoutLast());
            }
        }
        return longer;
    }

    /**
     * Whether a text that goes on is more probable than any that has ended. What is less
     * probable never becomes more so.
     */
    private static boolean likelier(List<Hypothesis> live, List<Hypothesis> ended) {
        double most = ended.stream().mapToDouble(Hypothesis::total).max().orElse(Double.NEGATIVE_INFINITY);
        return live.getFirst().total() > most;
    }

    /**
     * Gives each text a cache of its own: the first that continues another takes over its
     * cache, the others get copies in those that nobody continues. Texts that begin alike
     * have been copied before where they do, so only the rest is.
     * @param held the text that each cache holds, as far as it is known; updated
     * @param prompt how many tokens come before all texts
     */
    private List<Hypothesis> inOwnSequences(List<Hypothesis> live, @Nullable Hypothesis[] held, int prompt,
            DecoderState state) {
        boolean[] taken = new boolean[this.width];
        @Nullable Hypothesis[] placed = new Hypothesis[this.width];
        List<Hypothesis> homeless = new ArrayList<>();
        for (Hypothesis text : live) {
            if (taken[text.sequence()]) {
                homeless.add(text);
            }
            else {
                taken[text.sequence()] = true;
                placed[text.sequence()] = text;
                held[text.sequence()] = text;
            }
        }
        int free = 0;
        for (Hypothesis text : homeless) {
            while (taken[free]) {
                free++;
            }
            taken[free] = true;
            Hypothesis before = held[free];
            int alike = (before != null) ? prompt + text.alike(before) : 0;
            state.copy(text.sequence(), free, alike);
            placed[free] = text.in(free);
            held[free] = placed[free];
        }
        return Arrays.stream(placed).filter(Objects::nonNull).toList();
    }

    private int[] lastTokens(List<Hypothesis> live) {
        int[] tokens = new int[this.width];
        Arrays.fill(tokens, this.endOfText);
        live.forEach((text) -> tokens[text.sequence()] = text.last());
        return tokens;
    }

    private static Hypothesis best(List<Hypothesis> texts) {
        return texts.stream().max(Comparator.comparingDouble(Hypothesis::score)).orElseThrow();
    }

}
