package io.parley.asr.subtitle;

import java.util.ArrayList;
import java.util.List;

/** Breaks a text into lines of about the same length. */
final class LineBreaks {

    private LineBreaks() {
    }

    /**
     * Breaks between words.
     * @param words of the text
     * @param columns of a line at most; a longer word has a line to itself
     */
    static List<List<TimedText>> balanced(List<TimedText> words, int columns) {
        List<List<TimedText>> lines = new ArrayList<>();
        int from = 0;
        while (from < words.size()) {
            int to = lineEnd(words, from, columns);
            lines.add(List.copyOf(words.subList(from, to)));
            from = to;
        }
        return lines;
    }

    private static int lineEnd(List<TimedText> words, int from, int columns) {
        int left = words.subList(from, words.size()).stream().mapToInt(TimedText::columns).sum();
        double ideal = (double) left / Math.ceilDiv(left, columns);
        int width = words.get(from).columns();
        int to = from + 1;
        while (to < words.size()) {
            TimedText word = words.get(to);
            int wider = width + word.columns();
            boolean nearerWithout = wider - ideal > ideal - width;
            if (nearerWithout || width + word.columnsAtLineEnd() > columns) {
                break;
            }
            width = wider;
            to++;
        }
        return to;
    }

}
