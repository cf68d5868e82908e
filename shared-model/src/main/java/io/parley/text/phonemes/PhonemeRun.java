package io.parley.text.phonemes;

import java.util.List;

/**
 * A word or a mark of punctuation and how it sounds.
 *
 * @param text as written
 * @param phonemes symbols of {@link KokoroVocabulary}; empty for a word in a script that
 * the accent has no sounds for
 * @param spaced whether white space stands before it
 */
public record PhonemeRun(String text, String phonemes, boolean spaced) {

    /** The input of Kokoro: all phonemes, words divided by single spaces. */
    public static String join(List<PhonemeRun> runs) {
        StringBuilder phonemes = new StringBuilder();
        boolean space = false;
        for (PhonemeRun run : runs) {
            space |= run.spaced();
            if (!run.phonemes().isEmpty()) {
                if (space && !phonemes.isEmpty()) {
                    phonemes.append(' ');
                }
                phonemes.append(run.phonemes());
                space = false;
            }
        }
        return phonemes.toString();
    }

}
