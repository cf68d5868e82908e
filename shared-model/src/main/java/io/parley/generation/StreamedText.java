package io.parley.generation;

import java.util.Arrays;

import io.parley.text.Tokenizer;

/**
 * Tokens to text as they come. A token may end inside a character; what is not whole yet
 * is held back until it is. All pieces together are the text of all tokens. Not
 * thread-safe.
 */
public final class StreamedText {

    private static final String INCOMPLETE = "\ufffd";

    /** Tokens of one byte that an unfinished character of UTF-8 can consist of. */
    private static final int LONGEST_INCOMPLETE = 3;

    private final Tokenizer tokenizer;

    private int[] held = {};

    /** Nothing so far. */
    public StreamedText(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /**
     * Takes the next token.
     * @return what can be shown by now; may be empty
     */
    public String append(int id) {
        this.held = Arrays.copyOf(this.held, this.held.length + 1);
        this.held[this.held.length - 1] = id;
        String text = this.tokenizer.decode(this.held);
        if (!text.endsWith(INCOMPLETE)) {
            this.held = new int[0];
            return text;
        }
        return releaseBroken(text);
    }

    /**
     * What is held back though no later token can complete it: it never was a character.
     */
    private String releaseBroken(String text) {
        for (int split = this.held.length - LONGEST_INCOMPLETE; split > 0; split--) {
            int[] front = Arrays.copyOf(this.held, split);
            int[] back = Arrays.copyOfRange(this.held, split, this.held.length);
            String shown = this.tokenizer.decode(front);
            if (text.equals(shown + this.tokenizer.decode(back))) {
                this.held = back;
                return shown;
            }
        }
        return "";
    }

    /** The rest, whole or not. */
    public String finish() {
        String text = this.tokenizer.decode(this.held);
        this.held = new int[0];
        return text;
    }

}
