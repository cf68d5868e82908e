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
 * @param further fields of OpenAI's chat completions by name, as they are, which a model
 * either does justice to or refuses: the tools that it may call, and the like
 */
public record WritingOptions(@Nullable Integer maxTokens, @Nullable Double temperature, @Nullable Double topP,
        List<String> stop, @Nullable Long seed, Map<String, JsonNode> further) {

    /** Everything left to the model. */
    public static final WritingOptions DEFAULT = new WritingOptions(null, null, null, List.of(), null, Map.of());

    public WritingOptions {
        stop = List.copyOf(stop);
        further = Map.copyOf(further);
    }

}
