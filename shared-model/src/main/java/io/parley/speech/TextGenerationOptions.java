package io.parley.speech;

import java.util.List;

/**
 * What a caller asks of a written answer.
 *
 * @param maxTokens most tokens of the answer; it ends with the model's context in any
 * case
 * @param temperature 0 for the likeliest token each time, up to 2 for sampling
 * @param topP the share of probability that sampling draws from: the likeliest tokens
 * that reach it together; above 0, and 1 for all
 * @param stop texts at which the answer ends; none of them is part of it
 * @param seed of all draws: with equal seeds, equal conversations get equal answers
 * @param stopsRepetition whether an answer that only says the same again and again is cut
 * off, as small models need
 */
public record TextGenerationOptions(int maxTokens, double temperature, double topP, List<String> stop, long seed,
        boolean stopsRepetition) {

    public TextGenerationOptions {
        if (maxTokens < 1) {
            throw new IllegalArgumentException("an answer has at least one token, not " + maxTokens);
        }
        if (!(temperature >= 0 && temperature <= 2)) {
            throw new IllegalArgumentException("a temperature is between 0 and 2, not " + temperature);
        }
        if (!(topP > 0 && topP <= 1)) {
            throw new IllegalArgumentException("a share of probability is above 0 and up to 1, not " + topP);
        }
        stop = List.copyOf(stop);
        if (stop.contains("")) {
            throw new IllegalArgumentException("a stop text has at least one character");
        }
    }

}
