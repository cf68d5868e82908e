package io.parley.text.phonemes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.parley.text.Accent;

/**
 * One word to phonemes: the dictionary, in the cases that it may have the word in; its
 * stem and endings; its parts; its letters, if it looks like an initialism; and at last
 * the letter-to-sound rules.
 */
final class WordPronouncer {

    /** Words that are stressed rather than spelled when they stand in capitals. */
    private static final Set<String> FUNCTION_WORDS = Set.of("AM", "AS", "BE", "HE", "IN", "IS", "IT", "ME", "OR",
            "WHO", "AH", "OH", "HI", "HM", "HMM", "RE", "ADD", "ACT", "AID");

    private static final Set<String> TENS = Set.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty",
            "ninety");

    private static final Pattern CASE_CHANGE = Pattern.compile("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})|-");

    private static final Pattern VOWEL = Pattern.compile("[aeiouy]");

    private static final int LONGEST_INITIALISM = 5;

    private static final int SHORTEST_PART = 3;

    private final PronouncingDictionary dictionary;

    private final Initialism initialism;

    private final Morphology morphology;

    private final Sounds sounds;

    private final LetterToSound letters;

    WordPronouncer(PronouncingDictionary dictionary, LetterToSound letters, Accent accent) {
        this.dictionary = dictionary;
        this.initialism = new Initialism(dictionary);
        this.morphology = new Morphology(accent);
        this.sounds = new Sounds(accent);
        this.letters = letters;
    }

    /**
     * The phonemes of a word.
     * @param word letters, apostrophes and hyphens
     * @param wordClass what it does in its sentence
     * @param shouted whether its sentence is in capitals throughout
     * @return empty if it is in no Latin script
     */
    String pronounce(String word, WordClass wordClass, boolean shouted) {
        Pronunciation entry = entry(word, shouted);
        if (entry != null) {
            return entry.as(wordClass);
        }
        String derived = derived(word, shouted);
        return (derived != null) ? derived : unknown(word, shouted);
    }

    /** Whether a part of speech decides how the word sounds. */
    boolean isHeteronym(String word) {
        Pronunciation entry = entry(word, true);
        return entry != null && !entry.variants().isEmpty();
    }

    /** Whether the word has a form of its own at the end of a clause. */
    boolean hasFullForm(String word) {
        Pronunciation entry = entry(word, true);
        return entry != null && entry.variant(WordClass.LAST) != null;
    }

    /** Whether the word's past is spelled like its present or like a noun. */
    boolean hasPast(String word) {
        Pronunciation entry = entry(word, true);
        return entry != null && entry.variant(WordClass.PAST) != null;
    }

    private @Nullable Pronunciation entry(String word, boolean shouted) {
        Pronunciation exact = this.dictionary.find(word);
        boolean capitals = isCapitals(word);
        if (capitals && !shouted && exact != null && exact.isInitialism() && !FUNCTION_WORDS.contains(word)) {
            return new Pronunciation(this.initialism.spell(word), Map.of(), true);
        }
        if (exact != null) {
            return exact;
        }
        if (isCapitalsPlural(word)) {
            return null;
        }
        String small = word.toLowerCase(Locale.ROOT);
        Pronunciation lower = this.dictionary.find(small);
        if (capitals && !shouted && word.length() <= LONGEST_INITIALISM && lower != null && !lower.checked()) {
            return null;
        }
        if (lower != null) {
            return lower;
        }
        Pronunciation name = this.dictionary.find(capitalised(small));
        return (name != null || word.equals(small) && word.length() < SHORTEST_PART) ? name
                : this.dictionary.find(word.toUpperCase(Locale.ROOT));
    }

    private @Nullable String derived(String word, boolean shouted) {
        if (word.endsWith("'s") && word.length() > SHORTEST_PART) {
            String owner = pronounce(word.substring(0, word.length() - 2), WordClass.OTHER, shouted);
            return owner.isEmpty() ? owner : this.sounds.plural(owner);
        }
        String[] parts = CASE_CHANGE.split(word);
        if (parts.length > 1 && !isCapitals(word.replaceFirst("'?s$", ""))) {
            return compound(parts, shouted);
        }
        boolean capitals = isCapitals(word) && !shouted && word.length() <= LONGEST_INITIALISM;
        if (capitals || isCapitalsPlural(word)) {
            return null;
        }
        String small = word.toLowerCase(Locale.ROOT);
        // -ed and -ing are endings of verbs: "lived" is not of the adjective "live"
        WordClass stems = small.endsWith("ed") || small.endsWith("ing") ? WordClass.VERB : WordClass.OTHER;
        String inflected = this.morphology.pronounce(small, (stem) -> stem(stem, stems));
        return (inflected != null) ? inflected : split(small, Character.isUpperCase(word.charAt(0)));
    }

    private @Nullable String stem(String stem, WordClass wordClass) {
        Pronunciation entry = this.dictionary.find(stem);
        if (entry == null) {
            entry = this.dictionary.find(capitalised(stem));
        }
        return (entry == null) ? null : entry.as(wordClass);
    }

    /**
     * Of two parts the lighter has a secondary stress, as in "horse-drawn" and
     * "JavaScript"; behind a single letter it is the second. Numbers are said in words of
     * their own.
     */
    private String compound(String[] parts, boolean shouted) {
        List<String> sounds = Arrays.stream(parts)
            .map((part) -> part.equals("Mc") ? "mək" : pronounce(part, WordClass.OTHER, shouted))
            .collect(Collectors.toCollection(ArrayList::new));
        boolean number = TENS.contains(parts[0].toLowerCase(Locale.ROOT));
        if (parts.length == 2 && !number && sounds.stream().allMatch((sound) -> sound.indexOf('ˈ') >= 0)) {
            boolean firstLeads = parts[0].length() == 1 || Sounds.weight(sounds.get(0)) > Sounds.weight(sounds.get(1));
            sounds.set(firstLeads ? 1 : 0, Sounds.secondary(sounds.get(firstLeads ? 1 : 0)));
        }
        return String.join(number ? " " : "", sounds);
    }

    /** Two known words written as one; names are seldom that. */
    private @Nullable String split(String word, boolean name) {
        int shortest = name ? SHORTEST_PART + 1 : SHORTEST_PART;
        for (int at = word.length() - shortest; at >= shortest; at--) {
            Pronunciation second = this.dictionary.find(word.substring(at));
            Pronunciation first = (second == null || !second.checked()) ? null
                    : this.dictionary.find(word.substring(0, at));
            if (first != null && second != null && first.checked()) {
                return first.phonemes() + Sounds.secondary(second.phonemes());
            }
        }
        return null;
    }

    private String unknown(String word, boolean shouted) {
        boolean plural = isCapitalsPlural(word);
        String base = plural ? word.substring(0, word.length() - 1) : word;
        String small = base.toLowerCase(Locale.ROOT).replace("'", "");
        boolean spelled = isCapitals(base) && !shouted && base.length() <= LONGEST_INITIALISM
                || !VOWEL.matcher(small).find() && base.length() <= LONGEST_INITIALISM;
        String phonemes = spelled ? this.initialism.spell(base)
                : Sounds.stressed(Objects.requireNonNullElse(this.letters.pronounce(small), ""));
        return (phonemes.isEmpty() || !plural) ? phonemes : this.sounds.plural(phonemes);
    }

    private static boolean isCapitals(String word) {
        return word.length() > 1 && word.chars().allMatch((c) -> c >= 'A' && c <= 'Z' || c == '\'')
                && Character.isUpperCase(word.charAt(0));
    }

    /** Whether a word is of the kind of CPUs. */
    private static boolean isCapitalsPlural(String word) {
        return word.length() > 2 && word.endsWith("s") && isCapitals(word.substring(0, word.length() - 1));
    }

    private static String capitalised(String small) {
        return small.isEmpty() ? small : Character.toUpperCase(small.charAt(0)) + small.substring(1);
    }

}
