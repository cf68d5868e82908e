package io.parley.conversation;

import io.parley.speech.SpeechSink;
import tools.jackson.databind.JsonNode;

/**
 * Takes an answer as it comes: words, sound, calls of tools. An exception ends the work.
 */
public interface ReplySink extends SpeechSink {

    /**
     * Takes more of the calls of tools.
     * @param calls a list of pieces, as a chunk of OpenAI's chat completions has it
     */
    void toolCalls(JsonNode calls);

}
