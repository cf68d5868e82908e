package io.parley.text.phonemes;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A word among its neighbours.
 *
 * @param tokens of the sentence
 * @param index of the word
 */
record Context(List<Token> tokens, int index) {

    /** The word as written. */
    String word() {
        return this.tokens.get(this.index).text();
    }

    /**
     * A neighbour within the clause.
     * @param distance in words: -1 is the one before
     * @return in small letters; empty beyond the clause
     */
    String at(int distance) {
        return written(distance).toLowerCase(Locale.ROOT);
    }

    /** A neighbour within the clause, as written. */
    String written(int distance) {
        int step = Integer.signum(distance);
        for (int i = this.index + step, left = Math.abs(distance); i >= 0 && i < this.tokens.size(); i += step) {
            if (this.tokens.get(i) instanceof Token.Mark mark) {
                if (mark.divides()) {
                    return "";
                }
            }
            else if (--left == 0) {
                return this.tokens.get(i).text();
            }
        }
        return "";
    }

    /** Whether any word of the sentence is one of these. */
    boolean sentenceHas(Set<String> words) {
        return this.tokens.stream().anyMatch((token) -> words.contains(token.text().toLowerCase(Locale.ROOT)));
    }

    /** Whether a sentence, or what may be one, starts with it. */
    boolean first() {
        return this.index == 0
                || this.tokens.get(this.index - 1) instanceof Token.Mark mark && !mark.text().equals(",");
    }

}
