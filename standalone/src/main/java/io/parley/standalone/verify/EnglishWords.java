package io.parley.standalone.verify;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes English texts comparable: compatibility forms are unified, letters are lower
 * case, typographic apostrophes are plain ones, what is neither letter, digit nor
 * apostrophe separates words, and apostrophes at a word's ends are left out. Simpler than
 * the normaliser of Whisper's authors, with which most published word error rates are
 * counted: "20" and "twenty", "colour" and "color", "can't" and "cannot" differ here.
 */
public final class EnglishWords {

    private static final Pattern APOSTROPHES = Pattern.compile("[\u2018\u2019\u02bc]");

    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}']+");

    private static final Pattern QUOTES = Pattern.compile("^'+|'+$");

    private EnglishWords() {
    }

    /** The words of a text. */
    public static List<String> of(String text) {
        String unified = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return Arrays.stream(SEPARATORS.split(APOSTROPHES.matcher(unified).replaceAll("'")))
            .map((word) -> QUOTES.matcher(word).replaceAll(""))
            .filter((word) -> !word.isEmpty())
            .toList();
    }

}
