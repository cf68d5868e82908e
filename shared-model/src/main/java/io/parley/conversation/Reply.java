package io.parley.conversation;

import io.parley.speech.SpeechReply;

/**
 * A whole answer.
 *
 * @param answer to be part of what is asked next
 * @param finish why it ended
 */
public record Reply(SpeechReply answer, Finish finish) {

    /** Why an answer ended. */
    public enum Finish {

        /** All was said, or a stop text came. */
        STOP,
        /** A limit was met. */
        LENGTH,
        /** It is the caller's turn to run tools. */
        TOOL_CALLS,
        /** The language model's keeper would not have it said. */
        CONTENT_FILTER

    }

}
