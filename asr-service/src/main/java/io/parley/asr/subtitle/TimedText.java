package io.parley.asr.subtitle;

import java.text.BreakIterator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.parley.speech.TranscriptWord;

/**
 * A stretch of a text that is not broken into lines, as a word.
 *
 * @param text the word with what follows it up to the next one
 * @param start when it begins to be spoken, from the beginning of the sound
 * @param end when it has been spoken
 */
record TimedText(String text, Duration start, Duration end) {

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
                found.add(during(words.get(i - 1), text.substring(begin, at)));
                begin = at;
            }
            end = at + words.get(i).text().length();
        }
        if (!words.isEmpty()) {
            found.add(during(words.getLast(), text.substring(begin)));
        }
        return found;
    }

    private static TimedText during(TranscriptWord word, String text) {
        return new TimedText(text, word.start(), word.end());
    }

    /**
     * Cuts a text wherever a line may end, as if all of it were spoken evenly.
     * @param text single-spaced, not empty
     * @param start when the text begins
     * @param end when it ends
     * @return stretches that make up the text and its time
     */
    static List<TimedText> interpolated(String text, Duration start, Duration end) {
        // the breaks of Unicode's UAX 14; no locale, since translations are English and
        // other scripts tell themselves apart
        BreakIterator breaks = BreakIterator.getLineInstance(Locale.ROOT);
        breaks.setText(text);
        double nanosPerColumn = (double) end.minus(start).toNanos() / columns(text);
        List<TimedText> cut = new ArrayList<>();
        int begin = breaks.first();
        Duration from = start;
        for (int next = breaks.next(); next != BreakIterator.DONE; next = breaks.next()) {
            Duration to = start.plusNanos(Math.round(nanosPerColumn * columns(text.substring(0, next))));
            cut.add(new TimedText(text.substring(begin, next), from, to));
            begin = next;
            from = to;
        }
        return cut;
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
