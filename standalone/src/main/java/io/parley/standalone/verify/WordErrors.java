package io.parley.standalone.verify;

import java.util.List;

/**
 * How many words of a text were heard wrongly, by the least number of words that must be
 * substituted, inserted or deleted (Levenshtein distance over words).
 *
 * @param errors substitutions, insertions and deletions
 * @param words of the reference
 */
public record WordErrors(long errors, long words) {

    /** Nothing said, nothing heard. */
    public static final WordErrors NONE = new WordErrors(0, 0);

    /**
     * Compares two texts.
     * @param reference what was said
     * @param heard what was understood
     */
    public static WordErrors between(List<String> reference, List<String> heard) {
        int[] above = new int[heard.size() + 1];
        for (int j = 0; j <= heard.size(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= reference.size(); i++) {
            int[] row = new int[heard.size() + 1];
            row[0] = i;
            for (int j = 1; j <= heard.size(); j++) {
                int substituted = above[j - 1] + (reference.get(i - 1).equals(heard.get(j - 1)) ? 0 : 1);
                row[j] = Math.min(substituted, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return new WordErrors(above[heard.size()], reference.size());
    }

    /** Those of two texts together. */
    public WordErrors plus(WordErrors other) {
        return new WordErrors(this.errors + other.errors, this.words + other.words);
    }

    /**
     * The word error rate; above 1 if much was heard that was never said.
     * @return errors by word of the reference; not a number for an empty one
     */
    public double rate() {
        return (double) this.errors / this.words;
    }

}
