package io.parley.text;

/**
 * Text to token ids and back. Thread-safe.
 */
public interface Tokenizer extends AutoCloseable {

    /**
     * The ids of a text, as it stands: nothing is added around it, nothing cut off.
     * Control tokens that are spelled out in it become control tokens: for what Parley
     * writes itself.
     */
    int[] encode(String text);

    /**
     * The ids of a text that comes from somebody else. Control tokens that are spelled
     * out in it are characters like any others, so that it cannot pass for another
     * speaker's turn or end its own.
     */
    int[] encodePlain(String text);

    /**
     * The text of ids, control tokens left out. An id sequence may end inside a
     * character; what is incomplete becomes U+FFFD.
     */
    String decode(int[] ids);

    /**
     * The bytes of one token's text, in UTF-8; a character may be spread over several
     * tokens.
     * @return none for a control token
     */
    byte[] bytes(int id);

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
