package io.parley.text.phonemes;

import java.util.Locale;

import io.parley.text.Accent;

/** How phonemes meet: endings and stress. */
final class Sounds {

    private static final String VOWELS = "AIOQWYaiuæɑɒɔəɛɜɪʊʌᵊᵻɐeo";

    private static final String DIPHTHONGS = "AIOQWY";

    private static final String VOICELESS = "ptkfθ";

    private static final String SIBILANT = "szʃʒʧʤ";

    private final boolean british;

    Sounds(Accent accent) {
        this.british = accent == Accent.BRITISH;
    }

    static boolean isVowel(char symbol) {
        return VOWELS.indexOf(symbol) >= 0;
    }

    /** With the ending -s. */
    String plural(String stem) {
        char last = stem.charAt(stem.length() - 1);
        if (SIBILANT.indexOf(last) >= 0) {
            return stem + weak() + "z";
        }
        return stem + ((VOICELESS.indexOf(last) >= 0) ? "s" : "z");
    }

    /** With the ending -ed. */
    String past(String stem) {
        char last = stem.charAt(stem.length() - 1);
        if (last == 't' || last == 'd') {
            return tapped(stem) + weak() + "d";
        }
        return stem + ((VOICELESS.indexOf(last) >= 0 || "sʃʧ".indexOf(last) >= 0) ? "t" : "d");
    }

    /** With an ending that starts with a vowel. */
    String joined(String stem, String ending) {
        char last = stem.charAt(stem.length() - 1);
        boolean linked = this.british && ("ːə".indexOf(last) >= 0) && stem.length() > 1
                && "ɑɔɜəɛ".indexOf(stem.charAt((last == 'ː') ? stem.length() - 2 : stem.length() - 1)) >= 0;
        return tapped(stem) + (linked ? "ɹ" : "") + ending;
    }

    /** American t between vowels is a tap. */
    private String tapped(String stem) {
        boolean tap = !this.british && stem.length() > 1 && stem.endsWith("t")
                && (isVowel(stem.charAt(stem.length() - 2)) || stem.charAt(stem.length() - 2) == 'ɹ');
        return tap ? stem.substring(0, stem.length() - 1) + "T" : stem;
    }

    /** The vowel of the endings -es and -ed. */
    private String weak() {
        return this.british ? "ɪ" : "ᵻ";
    }

    /** The ending -er. */
    String agent() {
        return this.british ? "ə" : "əɹ";
    }

    /** A syllable with l. */
    static String syllabic() {
        return "ᵊl";
    }

    /** With one primary stress: the last of several, the first vowel if there is none. */
    static String stressed(String phonemes) {
        int last = phonemes.lastIndexOf('ˈ');
        if (last >= 0) {
            return phonemes.substring(0, last).replace('ˈ', 'ˌ') + phonemes.substring(last);
        }
        for (int i = 0; i < phonemes.length(); i++) {
            if (isVowel(phonemes.charAt(i))) {
                return phonemes.substring(0, i) + "ˈ" + phonemes.substring(i);
            }
        }
        return phonemes;
    }

    /**
     * The stress that Kokoro knows from capitals: a word without one has a secondary
     * stress where a sentence begins with it, and a primary one in capitals throughout.
     */
    static String capitalised(String word, String phonemes) {
        if (phonemes.indexOf('ˈ') >= 0 || !Character.isUpperCase(word.charAt(0))) {
            return phonemes;
        }
        if (word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT))) {
            return stressed(phonemes.replace('ˌ', 'ˈ'));
        }
        return (phonemes.indexOf('ˌ') >= 0) ? phonemes : secondary(stressed(phonemes));
    }

    /** How much there is to a word: its vowels, of which diphthongs count twice. */
    static long weight(String phonemes) {
        return phonemes.chars().filter((c) -> isVowel((char) c)).count()
                + phonemes.chars().filter((c) -> DIPHTHONGS.indexOf(c) >= 0).count();
    }

    /** Every stress secondary, as in the second part of a compound. */
    static String secondary(String phonemes) {
        return phonemes.replace("ˌ", "").replace('ˈ', 'ˌ');
    }

}
