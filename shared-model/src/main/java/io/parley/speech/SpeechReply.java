package io.parley.speech;

/**
 * A model's whole answer, to be part of what it is asked next. Only the model that gave
 * it can take it.
 */
public interface SpeechReply {

    /** The words, control tokens left out. */
    String text();

    /** Whether it ended because a limit was met, not because all was said. */
    boolean truncated();

}
