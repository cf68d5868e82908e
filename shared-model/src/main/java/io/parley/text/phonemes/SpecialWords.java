package io.parley.text.phonemes;

import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.parley.text.Accent;

/**
 * Words whose sound hangs on the sound or the sense of their neighbours and not on a part
 * of speech.
 */
final class SpecialWords {

    private static final Set<String> METAL = Set.of("pipe", "pipes", "paint", "poisoning", "acid", "bullet", "bullets",
            "pencil", "shot", "weight", "weights", "battery", "batteries", "exposure", "ore", "roof");

    private static final Set<String> MUSIC = Set.of("guitar", "guitars", "player", "players", "line", "lines", "drum",
            "drums", "clef", "solo", "boost", "sound", "singer", "voice", "notes", "note", "heavy", "double", "deep",
            "plays", "play", "on", "and", "is", "the");

    private final Accent accent;

    private final WordClassTagger tagger;

    SpecialWords(Accent accent, WordClassTagger tagger) {
        this.accent = accent;
        this.tagger = tagger;
    }

    /**
     * How a word sounds here.
     * @param following the phonemes of the next word of its clause; empty if there is
     * none
     * @return null for a word like any other
     */
    @Nullable String pronounce(Context context, String following) {
        String word = context.word();
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "the" -> startsWithVowel(following) ? "ði" : "ðə";
            case "to" -> following.isEmpty() ? null : (startsWithVowel(following) ? "tʊ" : "tə");
            case "a" -> isArticle(context, following) ? "ɐ" : "ˈA";
            case "an" -> "ɐn";
            case "i" -> "ˌI";
            case "am" -> following.isEmpty() ? null : "ɐm";
            case "in" -> following.isEmpty() ? "ˈɪn" : "ɪn";
            case "used" -> used(context);
            case "read" ->
                word.equals("READ") ? null : (this.tagger.isPast(context) ? "ɹˈɛd" : (british() ? "ɹˈiːd" : "ɹˈid"));
            case "lead" -> isMetal(context) ? "lˈɛd" : null;
            case "bass" ->
                context.at(-1).equals("sea") || !MUSIC.contains(context.at(1)) && !MUSIC.contains(context.at(-1)) ? null
                        : "bˈAs";
            case "resume" -> this.tagger.tag(context) == WordClass.NOUN ? (british() ? "ɹˈɛzjʊmˌA" : "ɹˈɛzəmˌA") : null;
            case "ms" -> word.equals("MS") ? null : "mɪz";
            case "miz" -> "mɪz";
            default -> null;
        };
    }

    private boolean british() {
        return this.accent == Accent.BRITISH;
    }

    private static boolean isArticle(Context context, String following) {
        String next = context.written(1);
        boolean letter = next.length() == 1 && Character.isUpperCase(next.charAt(0));
        boolean capital = context.word().equals("A");
        boolean named = context.first() && Set.of("is", "was", "and", "or", "to", "has", "in").contains(context.at(1));
        return !following.isEmpty() && !(capital && (letter || named || !context.first()));
    }

    private String used(Context context) {
        boolean passive = Set.of("is", "are", "was", "were", "be", "been", "being").contains(context.at(-1));
        if (passive || !context.at(1).equals("to")) {
            return british() ? "jˈuːzd" : "jˈuzd";
        }
        return british() ? "jˈuːst" : "jˈust";
    }

    private static boolean isMetal(Context context) {
        return METAL.contains(context.at(1))
                || Set.of("of", "with", "from", "contains", "containing").contains(context.at(-1))
                        && !Set.of("the", "a").contains(context.at(1));
    }

    static boolean startsWithVowel(String phonemes) {
        for (int i = 0; i < phonemes.length(); i++) {
            char c = phonemes.charAt(i);
            if (c != 'ˈ' && c != 'ˌ') {
                return Sounds.isVowel(c);
            }
        }
        return false;
    }

}
