package io.parley.whisper.alignment;

import java.util.ArrayList;
import java.util.List;

/**
 * Joins punctuation to the word it belongs to: what opens to the word after it, what
 * closes to the word before it. Marks take no time of their own.
 */
final class PunctuationMerger {

    private static final String OPENING = "\"'“¿([{-";

    private static final String CLOSING = "\"'.。,，!！?？:：”)]}、";

    private PunctuationMerger() {
    }

    static List<TimedWord> merge(List<TimedWord> words) {
        return closing(opening(words));
    }

    /** From the end, so that several marks in a row gather at one word. */
    private static List<TimedWord> opening(List<TimedWord> words) {
        List<TimedWord> merged = new ArrayList<>(words);
        for (int i = merged.size() - 2; i >= 0; i--) {
            String mark = merged.get(i).text();
            // a mark without a space before it hangs on the word before
            if (mark.startsWith(" ") && isMark(mark.strip(), OPENING)) {
                merged.set(i + 1, merged.get(i + 1).after(merged.get(i)));
                merged.remove(i);
            }
        }
        return merged;
    }

    private static List<TimedWord> closing(List<TimedWord> words) {
        List<TimedWord> merged = new ArrayList<>();
        for (TimedWord word : words) {
            if (!merged.isEmpty() && !merged.getLast().text().endsWith(" ") && isMark(word.text(), CLOSING)) {
                merged.add(merged.removeLast().before(word));
            }
            else {
                merged.add(word);
            }
        }
        return merged;
    }

    private static boolean isMark(String text, String marks) {
        return !text.isEmpty() && text.codePoints().allMatch((c) -> marks.indexOf(c) >= 0);
    }

}
