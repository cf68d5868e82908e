package io.parley.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds where sentences end in running text: at marks that end one, with the quotes and
 * brackets that close after them, and at blank lines. Points of abbreviations, initials
 * and numbers end none. Thread-safe.
 */
public final class SentenceSplitter {

    private static final String ENDS = ".!?\u2026\u061f";

    /** Marks of scripts that write no space between sentences. */
    private static final String WIDE_ENDS = "\u3002\uff01\uff1f";

    private static final String CLOSERS = "\"')]}\u2019\u201d\u00bb\u300d\u300f";

    private static final Set<String> BEFORE_NAMES = Set.of("mr", "mrs", "ms", "dr", "prof", "st", "gen", "col", "lt",
            "sgt", "capt", "rev", "hon", "sen", "rep", "gov", "pres", "messrs", "mme", "mlle", "vs", "cf", "viz");

    private static final Set<String> BEFORE_NUMBERS = Set.of("no", "nos", "fig", "figs", "vol", "ch", "pp", "p", "sec",
            "eq", "art", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "approx",
            "ca");

    /**
     * The sentences of a text, in order, without the space around them. What follows the
     * last mark counts as one.
     */
    public List<String> sentences(String text) {
        List<String> sentences = new ArrayList<>();
        int start = 0;
        for (int end : ends(text)) {
            String sentence = text.substring(start, end).strip();
            if (!sentence.isEmpty()) {
                sentences.add(sentence);
            }
            start = end;
        }
        return List.copyOf(sentences);
    }

    /** Where sentences end, ascending; the text's own end is the last. */
    public List<Integer> ends(String text) {
        List<Integer> ends = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            if (isBlankLine(text, at)) {
                ends.add(at);
                at = skipSpace(text, at);
            }
            else if (isEnd(text.charAt(at))) {
                int mark = at;
                at = skipMarks(text, at);
                if (endsSentence(text, mark, at)) {
                    ends.add(at);
                }
            }
            else {
                at++;
            }
        }
        if (ends.isEmpty() || ends.getLast() < text.length()) {
            ends.add(text.length());
        }
        return ends;
    }

    private static boolean isEnd(char letter) {
        return ENDS.indexOf(letter) >= 0 || WIDE_ENDS.indexOf(letter) >= 0;
    }

    private static boolean isBlankLine(String text, int at) {
        if (text.charAt(at) != '\n') {
            return false;
        }
        int next = at + 1;
        while (next < text.length() && text.charAt(next) != '\n' && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return next < text.length() && text.charAt(next) == '\n';
    }

    private static int skipMarks(String text, int at) {
        int next = at;
        while (next < text.length() && (isEnd(text.charAt(next)) || CLOSERS.indexOf(text.charAt(next)) >= 0)) {
            next++;
        }
        return next;
    }

    private static int skipSpace(String text, int at) {
        int next = at;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return next;
    }

    /**
     * Whether marks end a sentence.
     * @param mark the first of them
     * @param end after the last, and what closes with them
     */
    private static boolean endsSentence(String text, int mark, int end) {
        int next = skipSpace(text, end);
        if (next == text.length() || WIDE_ENDS.indexOf(text.charAt(mark)) >= 0) {
            return true;
        }
        if (next == end || Character.isLowerCase(text.charAt(next))) {
            return false;
        }
        return text.charAt(mark) != '.' || end != mark + 1 || !isAbbreviation(word(text, mark), text.charAt(next));
    }

    private static boolean isAbbreviation(String word, char next) {
        String lower = word.toLowerCase(Locale.ROOT);
        boolean initial = word.length() == 1 && Character.isUpperCase(word.charAt(0)) && !word.equals("I");
        boolean acronym = word.length() > 2 && word.charAt(word.length() - 2) == '.';
        return initial || acronym || BEFORE_NAMES.contains(lower)
                || (BEFORE_NUMBERS.contains(lower) && Character.isDigit(next));
    }

    /** The letters and points before a place. */
    private static String word(String text, int end) {
        int start = end;
        while (start > 0 && (Character.isLetter(text.charAt(start - 1)) || text.charAt(start - 1) == '.')) {
            start--;
        }
        return text.substring(start, end);
    }

}
