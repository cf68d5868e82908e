package io.parley.text.phonemes;

import java.util.regex.Pattern;

/**
 * How a caller writes a pronunciation into text: {@code [Kokoro](/kˈOkəɹO/)}, the form
 * that Misaki's users know.
 */
public final class PhonemeEscape {

    /** An escape: the word as group 1, its phonemes as group 2. */
    public static final Pattern PATTERN = Pattern.compile("\\[([^\\[\\]\\n]{1,200}+)\\]\\(/([^/()\\n]{1,400}+)/\\)");

    private PhonemeEscape() {
    }

    /**
     * Whether what stands between the slashes is a pronunciation. A link to
     * {@code (/docs/)} looks the same; so a pronunciation needs a sign that paths do not
     * have: a stress mark, a phoneme outside ASCII, or one of the capitals that stand for
     * diphthongs; and no character that is no phoneme.
     */
    public static boolean isEscape(String phonemes) {
        boolean known = phonemes.codePoints().allMatch((c) -> c == ' ' || KokoroVocabulary.contains(c));
        return known && phonemes.chars().anyMatch((c) -> c > 0x7F || "AIOQWY".indexOf(c) >= 0);
    }

}
