package io.parley.text.phonemes;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.parley.text.Accent;

/** Words that the dictionary lacks but whose stem it has. */
final class Morphology {

    /** A stem of fewer letters is more often an accident than a stem. */
    private static final int SHORTEST_STEM = 3;

    private final Sounds sounds;

    private final List<Suffix> suffixes;

    private final List<Prefix> prefixes;

    Morphology(Accent accent) {
        this.sounds = new Sounds(accent);
        boolean british = accent == Accent.BRITISH;
        String weak = british ? "ɪ" : "ə";
        this.suffixes = List.of(new Suffix("'s", this.sounds::plural), new Suffix("'", Function.identity()),
                new Suffix("s", this.sounds::plural), new Suffix("ed", this.sounds::past),
                new Suffix("ing", (stem) -> this.sounds.joined(stem, "ɪŋ")),
                new Suffix("er", (stem) -> this.sounds.joined(stem, this.sounds.agent())),
                new Suffix("est", (stem) -> this.sounds.joined(stem, weak + "st")),
                new Suffix("able", (stem) -> this.sounds.joined(stem, "əbᵊl")),
                new Suffix("ably", (stem) -> this.sounds.joined(stem, "əbli")),
                new Suffix("ability",
                        (stem) -> this.sounds.joined(Sounds.secondary(stem), british ? "əbˈɪlɪti" : "əbˈɪləTi")),
                new Suffix("ally", (stem) -> stem + "li"), new Suffix("ly", (stem) -> stem + "li"),
                new Suffix("ness", (stem) -> stem + "n" + weak + "s"),
                new Suffix("less", (stem) -> stem + "l" + weak + "s"),
                new Suffix("ful", (stem) -> stem + "f" + Sounds.syllabic()),
                new Suffix("ish", (stem) -> this.sounds.joined(stem, "ɪʃ")),
                new Suffix("ism", (stem) -> this.sounds.joined(stem, "ˌɪzəm")),
                new Suffix("ist", (stem) -> this.sounds.joined(stem, "ɪst")),
                new Suffix("ment", (stem) -> stem + "mənt"), new Suffix("ship", (stem) -> stem + "ʃˌɪp"),
                new Suffix("hood", (stem) -> stem + "hˌʊd"), new Suffix("like", (stem) -> stem + "lˌIk"),
                new Suffix("wise", (stem) -> stem + "wˌIz"), new Suffix("y", (stem) -> this.sounds.joined(stem, "i")));
        String o = british ? "Q" : "O";
        this.prefixes = List.of(new Prefix("un", "ʌn"), new Prefix("re", british ? "ɹˌiː" : "ɹˌi"),
                new Prefix("pre", british ? "pɹˌiː" : "pɹˌi"), new Prefix("non", british ? "nˌɒn" : "nˌɑn"),
                new Prefix("dis", "dɪs"), new Prefix("mis", "mɪs"),
                new Prefix("over", "ˌ" + o + "v" + this.sounds.agent()),
                new Prefix("under", "ˌʌnd" + this.sounds.agent()), new Prefix("anti", british ? "ˌantɪ" : "ˌænti"),
                new Prefix("super", (british ? "sˌuːp" : "sˌup") + this.sounds.agent()), new Prefix("sub", "sˌʌb"),
                new Prefix("inter", british ? "ˌɪntə" : "ˌɪnTəɹ"), new Prefix("multi", "mˌʌlti"),
                new Prefix("micro", "mˌIkɹ" + o), new Prefix("macro", (british ? "mˌakɹ" : "mˌækɹ") + o),
                new Prefix("mega", british ? "mˌɛɡə" : "mˌɛɡə"), new Prefix("hyper", "hˌIp" + this.sounds.agent()),
                new Prefix("cyber", "sˌIb" + this.sounds.agent()), new Prefix("auto", british ? "ˌɔːtQ" : "ˌɔTO"),
                new Prefix("counter", (british ? "kˌWntə" : "kˌWnTəɹ")),
                new Prefix("semi", british ? "sˌɛmi" : "sˌɛmi"), new Prefix("ultra", "ˌʌltɹə"),
                new Prefix("pseudo", (british ? "sjˌuːd" : "sˌud") + o), new Prefix("post", "p" + "ˌ" + o + "st"),
                new Prefix("bio", "bˌI" + o), new Prefix("geo", (british ? "ʤˌiː" : "ʤˌi") + o),
                new Prefix("de", british ? "dˌiː" : "dˌi"), new Prefix("co", "kˌ" + o), new Prefix("out", "ˌWt"),
                new Prefix("tele", british ? "tˌɛlɪ" : "tˌɛlə"));
    }

    /**
     * The word from its stem and endings.
     * @param word in small letters
     * @param stems pronounces a stem, null if it does not know it
     * @return null if there is no known stem in it
     */
    @Nullable String pronounce(String word, Function<String, @Nullable String> stems) {
        return pronounce(word, stems, 3);
    }

    private @Nullable String pronounce(String word, Function<String, @Nullable String> stems, int endings) {
        for (Suffix suffix : this.suffixes) {
            if (!word.endsWith(suffix.letters()) || word.length() < suffix.letters().length() + SHORTEST_STEM) {
                continue;
            }
            String start = word.substring(0, word.length() - suffix.letters().length());
            for (String stem : spellings(start, suffix.letters())) {
                String phonemes = stems.apply(stem);
                if (phonemes == null && endings > 1 && stem.length() > SHORTEST_STEM + 1) {
                    phonemes = pronounce(stem, stems, endings - 1);
                }
                if (phonemes != null && !phonemes.isEmpty()) {
                    return suffix.join().apply(phonemes);
                }
            }
        }
        for (Prefix prefix : this.prefixes) {
            String stem = word.startsWith(prefix.letters()) ? word.substring(prefix.letters().length()) : "";
            if (stem.length() > SHORTEST_STEM) {
                String phonemes = stems.apply(stem);
                if (phonemes != null) {
                    return prefix.phonemes() + phonemes;
                }
            }
        }
        return null;
    }

    /** How the stem may have been spelled before the ending changed it. */
    private static List<String> spellings(String start, String suffix) {
        int length = start.length();
        char last = start.charAt(length - 1);
        boolean doubled = length > SHORTEST_STEM && last == start.charAt(length - 2)
                && "bdgklmnprtvz".indexOf(last) >= 0;
        String single = doubled ? start.substring(0, length - 1) : start;
        String ies = (last == 'i') ? start.substring(0, length - 1) + "y" : start;
        return switch (suffix) {
            case "s" -> {
                if (start.endsWith("ie")) {
                    yield List.of(start, start.substring(0, length - 2) + "y");
                }
                boolean es = start.endsWith("e") && length > SHORTEST_STEM;
                yield es ? List.of(start, start.substring(0, length - 1))
                        : (last == 's' || last == '\'') ? List.of() : List.of(start);
            }
            case "'s", "'" -> List.of(start);
            case "ed", "ing", "er", "est", "able", "y", "ish" -> doublesBefore(start)
                    ? List.of(start + "e", start, single, ies) : List.of(start, start + "e", single, ies);
            case "ally" -> start.endsWith("ic") ? List.of(start) : List.of();
            case "ly", "ness", "less", "ful", "ment" -> (last == 'i') ? List.of(ies) : List.of(start);
            default -> List.of(start, start + "e");
        };
    }

    /**
     * Whether a stem of these letters would double the last before an ending: "hated" is
     * of "hate", for of "hat" it would be "hatted".
     */
    private static boolean doublesBefore(String stem) {
        int length = stem.length();
        String vowels = "aeiou";
        return length >= SHORTEST_STEM && "bdgklmnprtvz".indexOf(stem.charAt(length - 1)) >= 0
                && vowels.indexOf(stem.charAt(length - 2)) >= 0 && vowels.indexOf(stem.charAt(length - 3)) < 0;
    }

    private record Suffix(String letters, Function<String, String> join) {
    }

    private record Prefix(String letters, String phonemes) {
    }

}
