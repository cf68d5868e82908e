package io.parley.speech;

/**
 * What a caller asks of an answer.
 *
 * @param spoken whether it is to be spoken as well as written; else text alone
 * @param maxItems most text tokens and 80 ms of sound together
 * @param temperature of the text: 0 for the likeliest, up to 2 for sampling
 * @param seed of all draws: with equal seeds, equal conversations get equal answers
 */
public record SpeechReplyOptions(boolean spoken, int maxItems, double temperature, long seed) {

    public SpeechReplyOptions {
        if (!(temperature >= 0 && temperature <= 2)) {
            throw new IllegalArgumentException("a temperature is between 0 and 2, not " + temperature);
        }
        if (maxItems < 1) {
            throw new IllegalArgumentException("an answer has at least one item, not " + maxItems);
        }
    }

}
