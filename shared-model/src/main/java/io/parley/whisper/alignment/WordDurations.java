package io.parley.whisper.alignment;

import java.util.ArrayList;
import java.util.List;

/**
 * Bounds on how long words can be where pauses are: attention has nothing to look at in a
 * pause, and leaves it to a word beside it. Speech of usual words, taken from the window
 * itself, tells how long a word may be: twice the median, which itself counts as at most
 * 0.7 s. The rules are those of openai/whisper and faster-whisper.
 */
final class WordDurations {

    private static final double LONGEST_MEDIAN = 0.7;

    private static final String SENTENCE_ENDS = ".。!！?？";

    /** A segment's own time is believed where a word is off by more than this. */
    private static final double SEGMENT_TOLERANCE = 0.5;

    private static final int PAUSE_MEDIANS = 4;

    private final double median;

    private final double longest;

    private WordDurations(double median) {
        this.median = median;
        this.longest = 2 * median;
    }

    /**
     * Learns from all words and punctuation marks of a window that take time.
     */
    static WordDurations of(List<TimedWord> words) {
        double[] sorted = words.stream().mapToDouble(TimedWord::duration).filter((d) -> d > 0).sorted().toArray();
        if (sorted.length == 0) {
            return new WordDurations(0);
        }
        double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        return new WordDurations(Math.min(LONGEST_MEDIAN, median));
    }

    /** Takes the pause between sentences from the marks and words beside it. */
    List<TimedWord> boundAtSentenceEnds(List<TimedWord> words) {
        List<TimedWord> bounded = new ArrayList<>(words);
        for (int i = 1; i < bounded.size(); i++) {
            TimedWord word = bounded.get(i);
            if (word.duration() > this.longest && this.longest > 0) {
                if (endsSentence(word)) {
                    bounded.set(i, word.withEnd(word.start() + this.longest));
                }
                else if (endsSentence(bounded.get(i - 1))) {
                    bounded.set(i, word.withStart(word.end() - this.longest));
                }
            }
        }
        return bounded;
    }

    private static boolean endsSentence(TimedWord mark) {
        return !mark.text().isEmpty() && mark.text().codePoints().allMatch((c) -> SENTENCE_ENDS.indexOf(c) >= 0);
    }

    /**
     * Takes the pauses before and after a segment from its first and last words.
     * @param words of the segment, at least one
     * @param segment what the model said of its times
     * @param lastWordEnd when the word before the segment ended, in seconds
     */
    List<TimedWord> boundAtSegmentEnds(List<TimedWord> words, TimedTokens segment, double lastWordEnd) {
        List<TimedWord> bounded = new ArrayList<>(words);
        if (bounded.getFirst().end() - lastWordEnd > PAUSE_MEDIANS * this.median && startsLong(bounded)) {
            shortenStart(bounded);
        }
        TimedWord first = bounded.getFirst();
        if (segment.start() < first.end() && segment.start() - SEGMENT_TOLERANCE > first.start()) {
            bounded.set(0, first.withStart(Math.max(0, Math.min(first.end() - this.median, segment.start()))));
        }
        TimedWord last = bounded.getLast();
        if (segment.end() > last.start() && segment.end() + SEGMENT_TOLERANCE < last.end()) {
            bounded.set(bounded.size() - 1, last.withEnd(Math.max(last.start() + this.median, segment.end())));
        }
        return bounded;
    }

    private boolean startsLong(List<TimedWord> words) {
        TimedWord first = words.getFirst();
        return first.duration() > this.longest
                || (words.size() > 1 && words.get(1).end() - first.start() > 2 * this.longest);
    }

    private void shortenStart(List<TimedWord> words) {
        TimedWord first = words.getFirst();
        if (words.size() > 1 && words.get(1).duration() > this.longest) {
            TimedWord second = words.get(1);
            double boundary = Math.max(second.end() / 2, second.end() - this.longest);
            first = first.withEnd(boundary);
            words.set(1, second.withStart(boundary));
        }
        words.set(0, first.withStart(Math.max(0, first.end() - this.longest)));
    }

}
