package io.parley.lfm2audio;

/**
 * How to generate.
 *
 * @param mode in what order text and audio come
 * @param maxItems most text tokens and audio frames together
 * @param text how text tokens are chosen
 * @param audio how audio codes are chosen
 * @param seed of all draws: with equal seeds, equal prompts give equal answers
 */
public record GenerationOptions(GenerationMode mode, int maxItems, Sampling text, Sampling audio, long seed) {

    public GenerationOptions {
        if (maxItems < 0) {
            throw new IllegalArgumentException("a number of items is not negative: " + maxItems);
        }
    }

    /** The likeliest text and audio. */
    public static GenerationOptions greedy(GenerationMode mode, int maxItems) {
        return new GenerationOptions(mode, maxItems, Sampling.GREEDY, Sampling.GREEDY, 0);
    }

}
