package io.parley.text.normalize;

/**
 * Turns text as people write it into text as they say it.
 */
@FunctionalInterface
public interface TextNormalizer {

    /**
     * The text in words. Takes time in proportion to its length.
     * @param text anything: prose, Markdown, HTML
     * @return words and punctuation on one line; empty if nothing is left to say
     */
    String normalize(String text);

    /** The text as it is, for callers who normalise it themselves. */
    static TextNormalizer none() {
        return (text) -> text;
    }

}
