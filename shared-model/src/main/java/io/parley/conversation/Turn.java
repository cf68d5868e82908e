package io.parley.conversation;

import io.parley.speech.SpeechMessage;
import tools.jackson.databind.JsonNode;

/** One turn of a conversation. */
public sealed interface Turn {

    /**
     * Something said or written.
     *
     * @param message by whom, and what
     */
    record Message(SpeechMessage message) implements Turn {
    }

    /**
     * A call of a tool or what came of it. Only models that call tools read it, and they
     * read it as it is.
     *
     * @param message in the form of OpenAI's chat completions
     */
    record ToolMessage(JsonNode message) implements Turn {
    }

}
