package io.parley.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.parley.speech.TranscriptSegment;
import io.parley.speech.TranscriptWord;

/**
 * The words that are final, as text and as segments. Grows only. Not thread-safe.
 */
final class FinalText {

    private final StringBuilder text = new StringBuilder();

    private final List<TranscriptSegment> segments = new ArrayList<>();

    /** Final words that are not in a segment yet. */
    private final List<Word> open = new ArrayList<>();

    private Duration segmentStart = Duration.ZERO;

    private Duration lastEnd = Duration.ZERO;

    /**
     * Adds words.
     * @param tailStart where the tail begins that their times count from, in samples
     */
    void add(List<LiveWord> words, long tailStart) {
        for (LiveWord word : words) {
            String spelled = spelled(this.text, word);
            this.text.append(spelled);
            this.open.add(new Word(spelled, placed(word, Samples.time(tailStart))));
        }
    }

    private @Nullable TranscriptWord placed(LiveWord word, Duration offset) {
        TranscriptWord placed = word.placed();
        if (placed == null) {
            return null;
        }
        // hypotheses differ a little about the same word
        Duration start = latest(this.lastEnd, placed.start().plus(offset));
        this.lastEnd = latest(start, placed.end().plus(offset));
        return new TranscriptWord(placed.text(), start, this.lastEnd, placed.probability());
    }

    private static Duration latest(Duration one, Duration other) {
        return (one.compareTo(other) >= 0) ? one : other;
    }

    private static String spelled(CharSequence before, LiveWord word) {
        boolean space = word.spaced() && LiveWords.needsSpace(before, word.text());
        return space ? " " + word.text() : word.text();
    }

    /**
     * Makes the words up to a place a segment.
     * @param place where the sound is cut, in samples
     * @param kept how many words, the last ones, come after it
     * @param decoding how they came about
     */
    void endSegment(long place, int kept, TranscriptSegment.Decoding decoding) {
        List<Word> words = this.open.subList(0, Math.max(0, this.open.size() - kept));
        Duration end = latest(this.segmentStart, Samples.time(place));
        if (!words.isEmpty()) {
            boolean placed = words.stream().allMatch((word) -> word.placed() != null);
            List<TranscriptWord> times = placed
                    ? words.stream().map((word) -> Objects.requireNonNull(word.placed())).toList() : List.of();
            Duration start = placed ? times.getFirst().start() : this.segmentStart;
            end = placed ? times.getLast().end() : end;
            String segment = String.join("", words.stream().map(Word::spelled).toList());
            this.segments.add(new TranscriptSegment(start, end, segment, List.of(), times, decoding));
            words.clear();
        }
        this.segmentStart = end;
    }

    /** All final words. */
    String text() {
        return this.text.toString();
    }

    /** How words would follow the final ones. */
    String followedBy(List<LiveWord> words) {
        StringBuilder more = new StringBuilder();
        for (LiveWord word : words) {
            more.append(spelled(more.isEmpty() ? this.text : more, word));
        }
        return more.toString();
    }

    List<TranscriptSegment> segments() {
        return this.segments;
    }

    /**
     * A final word.
     *
     * @param spelled with the space before it
     * @param placed in time, if known
     */
    private record Word(String spelled, @Nullable TranscriptWord placed) {
    }

}
