package io.parley.conversation;

import io.parley.speech.ChatMessage;
import tools.jackson.databind.JsonNode;

/** One turn of a written conversation. */
public sealed interface ChatTurn {

    /**
     * Something written.
     *
     * @param message by whom, and what
     */
    record Text(ChatMessage message) implements ChatTurn {
    }

    /**
     * A call of a tool or what came of it.
     *
     * @param message in the form of OpenAI's chat completions
     */
    record Tool(JsonNode message) implements ChatTurn {
    }

}
