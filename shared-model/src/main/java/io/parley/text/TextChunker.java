package io.parley.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts text into pieces of a bounded length: as few as it takes, each as many whole
 * sentences as fit; a longer sentence between clauses if that leaves no crumbs, else
 * between words; a longer word anywhere but within a character. Thread-safe.
 */
public final class TextChunker {

    /** Marks after which a clause ends where space follows. */
    private static final String CLAUSE_ENDS = ",;:)\u2014\u2013";

    private static final String WIDE_CLAUSE_ENDS = "\u3001\uff0c\uff1b\uff1a";

    private final SentenceSplitter sentences = new SentenceSplitter();

    private final int longest;

    /**
     * Makes a chunker.
     * @param longest piece, in UTF-16 units; at least 2
     */
    public TextChunker(int longest) {
        if (longest < 2) {
            throw new IllegalArgumentException("a piece of a text has room for a character, not " + longest);
        }
        this.longest = longest;
    }

    /**
     * The pieces of a text, in order, without the space around them; none for a blank
     * text.
     */
    public List<String> chunks(String text) {
        String rest = text.strip();
        List<String> chunks = new ArrayList<>();
        while (rest.length() > this.longest) {
            int cut = cut(rest);
            chunks.add(rest.substring(0, cut).strip());
            rest = rest.substring(cut).strip();
        }
        if (!rest.isEmpty()) {
            chunks.add(rest);
        }
        return List.copyOf(chunks);
    }

    /** The best place to cut a text that starts with no space. */
    private int cut(String text) {
        // one more than fits: a mark at the very end is known by the space after it
        String window = text.substring(0, Math.min(text.length(), this.longest + 2));
        int sentence = 0;
        for (int end : this.sentences.ends(window)) {
            if (end <= this.longest) {
                sentence = end;
            }
        }
        if (sentence > 0) {
            return sentence;
        }
        int space = 0;
        for (int i = this.longest; i > 0; i--) {
            if (i > this.longest / 2 && endsClause(window, i)) {
                return i;
            }
            if (space == 0 && Character.isWhitespace(window.charAt(i))) {
                space = i;
            }
        }
        if (space > 0) {
            return space;
        }
        return Character.isLowSurrogate(window.charAt(this.longest)) ? this.longest - 1 : this.longest;
    }

    private static boolean endsClause(String text, int end) {
        char mark = text.charAt(end - 1);
        return WIDE_CLAUSE_ENDS.indexOf(mark) >= 0
                || (CLAUSE_ENDS.indexOf(mark) >= 0 && Character.isWhitespace(text.charAt(end)));
    }

}
