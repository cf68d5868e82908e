package io.parley.conversation;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a caller asks of the words of an answer; null and empty leave it to the model.
 *
 * @param maxTokens most tokens of the answer
 * @param temperature 0 for the likeliest words, up to 2
 * @param topP the share of probability that is drawn from, above 0 and up to 1
 * @param stop texts at which the answer ends; none of them is part of it
 * @param seed of all draws
 * @param tools fields of the request that say which tools may be called and how, by name,
 * in the form of OpenAI's chat completions; empty for none
 */
public record WritingOptions(@Nullable Integer maxTokens, @Nullable Double temperature, @Nullable Double topP,
        List<String> stop, @Nullable Long seed, Map<String, JsonNode> tools) {

    /** Everything left to the model. */
    public static final WritingOptions DEFAULT = new WritingOptions(null, null, null, List.of(), null, Map.of());

    public WritingOptions {
        stop = List.copyOf(stop);
        tools = Map.copyOf(tools);
    }

}
