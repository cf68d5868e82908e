package io.parley.conversation;

import io.parley.speech.TextSink;
import tools.jackson.databind.JsonNode;

/** Takes a written answer as it comes. An exception ends the work. */
public interface WritingSink extends TextSink {

    /**
     * Takes more of the calls of tools.
     * @param calls a list of pieces, as a chunk of OpenAI's chat completions has it
     */
    void toolCalls(JsonNode calls);

}
