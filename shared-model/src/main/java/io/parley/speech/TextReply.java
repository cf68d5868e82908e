package io.parley.speech;

/**
 * A whole written answer.
 *
 * @param text the words, control tokens left out
 * @param finish why it ended
 * @param promptTokens how many tokens the conversation took
 * @param completionTokens how many tokens were generated, the one that ends the answer
 * included
 */
public record TextReply(String text, Finish finish, int promptTokens, int completionTokens) {

    /** Why an answer ended. */
    public enum Finish {

        /** All was said, or a stop text came. */
        STOP,
        /** A limit was met, the context was full, or the model only repeated itself. */
        LENGTH

    }

}
