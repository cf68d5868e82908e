package io.parley.text.phonemes;

import java.util.Locale;
import java.util.Set;

/**
 * Guesses from its neighbours what a word does, where that decides how it sounds. Rules,
 * not a model: the first that applies wins, and a word without a cue is left open.
 */
final class WordClassTagger {

    private static final Set<String> BEFORE_VERB = Set.of("to", "will", "would", "can", "could", "shall", "should",
            "may", "might", "must", "cannot", "can't", "couldn't", "won't", "wouldn't", "shouldn't", "don't", "doesn't",
            "didn't", "i", "you", "we", "they", "let's", "please", "i'll", "you'll", "he'll", "she'll", "we'll",
            "they'll", "i'd", "you'd", "we'd", "they'd", "he'd", "she'd", "never", "always", "often", "not", "who",
            "people", "children", "men", "women", "them", "mustn't", "help", "it'll", "gonna", "also", "usually",
            "and");

    private static final Set<String> THIRD_PERSON = Set.of("he", "she", "it", "who", "that", "which", "everyone",
            "somebody", "someone", "nobody");

    private static final Set<String> DETERMINERS = Set.of("a", "an", "the", "this", "that", "my", "your", "his", "her",
            "its", "our", "their", "no", "some", "any", "every", "each", "another", "these", "those", "what", "which",
            "whose", "one", "two", "three", "many", "few", "several", "all", "much", "more", "most", "such");

    private static final Set<String> PREPOSITIONS = Set.of("of", "in", "on", "with", "for", "from", "by", "at", "into",
            "about", "without", "under", "over", "between", "against", "per", "during", "through", "than", "like");

    private static final Set<String> BE = Set.of("is", "are", "was", "were", "be", "been", "being", "am", "isn't",
            "aren't", "wasn't", "weren't", "it's", "he's", "she's", "we're", "they're", "you're", "i'm", "that's",
            "very", "so", "too", "as", "quite", "really", "seems", "seem", "looks", "feels", "gets", "stay", "stays",
            "how");

    private static final Set<String> HAVE = Set.of("have", "has", "had", "haven't", "hasn't", "hadn't", "i've",
            "you've", "we've", "they've", "having", "is", "are", "was", "were", "be", "been", "being", "get", "got",
            "already", "just", "ever", "well", "widely");

    private static final Set<String> PRONOUNS = Set.of("i", "you", "he", "she", "it", "we", "they", "who");

    private static final Set<String> PAST = Set.of("yesterday", "ago", "was", "were", "had", "did", "went", "said",
            "came", "then", "last", "once", "took", "saw", "thought", "told", "found", "knew", "made", "gave",
            "earlier");

    private static final Set<String> OBJECTS = Set.of("the", "a", "an", "my", "your", "his", "him", "her", "its", "it",
            "them", "us", "me", "our", "their", "this", "that", "these", "those", "everything", "something", "all");

    private static final Set<String> CLOSERS = Set.of("", "of", "in", "on", "at", "to", "for", "from", "with", "and",
            "or", "but", "is", "was", "are", "were", "has", "had", "will", "that", "which", "who", "by", "as", "than",
            "when", "if", "while", "after", "before", "can", "could", "would", "should", "may", "might", "must",
            "because", "so", "until", "into", "over", "under", "up", "down", "out", "off", "here", "there", "now",
            "then", "again", "today", "he", "she", "it", "we", "they", "i", "you", "the", "a", "fell", "blew", "ran",
            "came", "went", "said", "made", "yet", "too", "does", "did", "do", "have", "be", "not");

    private static final Set<String> PREDICATES = Set.of("is", "was", "are", "were", "has", "had", "will", "would",
            "can", "could", "may", "might", "must", "should");

    WordClass tag(Context context) {
        String before = context.at(-1);
        String after = context.at(1);
        if (context.word().equalsIgnoreCase("that")
                && (context.first() || after.isEmpty() || PREPOSITIONS.contains(before))) {
            return WordClass.DETERMINER;
        }
        if (BEFORE_VERB.contains(before) && !(before.equals("and") && !OBJECTS.contains(after))) {
            return before.equals("to") && DETERMINERS.contains(context.at(-2)) ? WordClass.NOUN : WordClass.VERB;
        }
        if (before.equals("that")
                && (OBJECTS.contains(after) || isPlural(context.at(-2)) && PREPOSITIONS.contains(after))) {
            return WordClass.VERB;
        }
        String word = context.word().toLowerCase(Locale.ROOT);
        if (THIRD_PERSON.contains(before) && word.endsWith("s") && !DETERMINERS.contains(before)) {
            return WordClass.VERB;
        }
        if (DETERMINERS.contains(before)) {
            return CLOSERS.contains(after) || after.endsWith("ed") || after.endsWith("'s") ? WordClass.NOUN
                    : WordClass.ADJECTIVE;
        }
        if (BE.contains(before)) {
            return WordClass.ADJECTIVE;
        }
        if (PREPOSITIONS.contains(before)) {
            return CLOSERS.contains(after) ? WordClass.NOUN : WordClass.ADJECTIVE;
        }
        return withoutCueBefore(context, before, after, word);
    }

    private static WordClass withoutCueBefore(Context context, String before, String after, String word) {
        if (before.isEmpty()) {
            // a command, or a question's or list's bare verb
            boolean goesOn = !context.first() && word.endsWith("s") && PREPOSITIONS.contains(after);
            return (goesOn || OBJECTS.contains(after)) ? WordClass.VERB : WordClass.OTHER;
        }
        boolean nameBefore = Character.isUpperCase(context.written(-1).charAt(0));
        if (nameBefore && word.endsWith("s") || OBJECTS.contains(after)
                || isPlural(before) && !after.isEmpty() && !word.endsWith("s")) {
            return WordClass.VERB;
        }
        if (PREDICATES.contains(after)) {
            return WordClass.NOUN;
        }
        // an adjective or another noun stands before: "the strong wind"
        return DETERMINERS.contains(context.at(-2)) || PREPOSITIONS.contains(context.at(-2)) ? WordClass.NOUN
                : WordClass.OTHER;
    }

    private static boolean isPlural(String word) {
        return word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("us") && !word.contains("'");
    }

    /**
     * Whether a verb whose past is spelled like its present, as "read", is in the past.
     */
    boolean isPast(Context context) {
        String before = context.at(-1);
        if (HAVE.contains(before)
                || (before.equals("not") || PRONOUNS.contains(before)) && HAVE.contains(context.at(-2))) {
            return true;
        }
        if (BEFORE_VERB.contains(before) && !PRONOUNS.contains(before) && !before.equals("and")
                && !before.equals("never") && !before.equals("also")) {
            return false;
        }
        if (Set.of("he", "she", "it").contains(before)
                && !Set.of("did", "does", "will", "can").contains(context.at(-2))) {
            return true;
        }
        // "the lawyer read the will": of one who does it now it would be "reads"
        boolean one = DETERMINERS.contains(context.at(-2)) && !isPlural(before) && context.at(-3).isEmpty();
        if (one && context.word().equalsIgnoreCase("read")) {
            return true;
        }
        return !before.isEmpty() && !DETERMINERS.contains(before) && context.sentenceHas(PAST)
                && !Set.of("did", "didn't").contains(context.at(-2))
                && !Set.of("did", "didn't").contains(context.at(-3));
    }

}
