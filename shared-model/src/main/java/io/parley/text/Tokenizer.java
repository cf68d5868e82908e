package io.parley.text;

/**
 * Text to token ids and back. Thread-safe.
 */
public interface Tokenizer extends AutoCloseable {

    /**
     * The ids of a text, as it stands: nothing is added around it, nothing cut off.
     */
    int[] encode(String text);

    /**
     * The text of ids, control tokens left out. An id sequence may end inside a
     * character; what is incomplete becomes U+FFFD.
     */
    String decode(int[] ids);

    /**
     * The written form of one token, control tokens included.
     */
    String token(int id);

    /**
     * The id of a token that the vocabulary holds as a whole, such as a control token.
     * @throws IllegalArgumentException if it does not
     */
    int id(String token);

    @Override
    void close();

}
