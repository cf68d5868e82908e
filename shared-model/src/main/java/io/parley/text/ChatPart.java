package io.parley.text;

/** A part of a conversation that is written out for a model. */
public sealed interface ChatPart {

    /**
     * A control token.
     *
     * @param token as the vocabulary writes it
     */
    record Control(String token) implements ChatPart {
    }

    /**
     * Characters, in which nothing is a control token.
     *
     * @param text may be empty
     */
    record Plain(String text) implements ChatPart {
    }

}
