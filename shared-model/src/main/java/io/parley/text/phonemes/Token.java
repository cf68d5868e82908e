package io.parley.text.phonemes;

/**
 * A piece of text.
 *
 * @param text as written
 * @param spaced whether white space stands before it
 */
sealed interface Token {

    String text();

    boolean spaced();

    /** A word: letters, and apostrophes and hyphens between them. */
    record Word(String text, boolean spaced) implements Token {
    }

    /** One mark of punctuation, as the voices know it. */
    record Mark(String text, boolean spaced) implements Token {

        /** Whether a clause ends here, and with it the ties between words. */
        boolean divides() {
            return ";:,.!?—…()“”\"".indexOf(this.text.charAt(0)) >= 0;
        }
    }

    /** A word whose pronunciation its author gave. */
    record Escaped(String text, String phonemes, boolean spaced) implements Token {
    }

}
