package io.parley.asr.subtitle;

import java.util.ArrayList;
import java.util.List;

import io.parley.speech.TranscriptWord;

/**
 * A stretch of a text that belongs to one word.
 *
 * @param text the word with what follows it up to the next one
 * @param word when it is spoken
 */
record TimedText(String text, TranscriptWord word) {

    /**
     * Finds the words in their text, so that what stands between them stays: spaces, or
     * nothing in languages that write without.
     * @param text single-spaced
     * @param words in order
     * @return stretches that make up the text; empty if there are no words or they are
     * not those of the text
     */
    static List<TimedText> of(String text, List<TranscriptWord> words) {
        List<TimedText> found = new ArrayList<>();
        int begin = 0;
        int end = 0;
        for (int i = 0; i < words.size(); i++) {
            int at = text.indexOf(words.get(i).text(), end);
            if (at < 0 || words.get(i).text().isEmpty()) {
                return List.of();
            }
            if (i > 0) {
                found.add(new TimedText(text.substring(begin, at), words.get(i - 1)));
                begin = at;
            }
            end = at + words.get(i).text().length();
        }
        if (!words.isEmpty()) {
            found.add(new TimedText(text.substring(begin), words.getLast()));
        }
        return found;
    }

    /** How many columns it takes; ideographs and their like take two. */
    int columns() {
        return columns(this.text);
    }

    /** The same at the end of a line, where space is not seen. */
    int columnsAtLineEnd() {
        return columns(this.text.stripTrailing());
    }

    private static int columns(String text) {
        return text.codePoints().map((point) -> isWide(point) ? 2 : 1).sum();
    }

    private static boolean isWide(int point) {
        return switch (Character.UnicodeScript.of(point)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
            default -> false;
        };
    }

}
