package io.parley.asr.subtitle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.parley.speech.TranscriptSegment;

/**
 * Makes cues of segments: at most two lines of 42 columns, as much as viewers read at a
 * glance. A segment whose words have no times of their own is shown piece by piece, each
 * for as long as its share of the text. Cues follow one another and never overlap. Used
 * for one transcript.
 */
public final class Cues {

    private static final int COLUMNS = 42;

    private static final int LINES = 2;

    /** A player drops what is shown for no time. */
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final List<Cue> cues = new ArrayList<>();

    private Duration free = Duration.ZERO;

    private Cues() {
    }

    /**
     * The cues of a transcript.
     * @param segments in order of time
     */
    public static List<Cue> of(List<TranscriptSegment> segments) {
        Cues cues = new Cues();
        segments.forEach(cues::add);
        return List.copyOf(cues.cues);
    }

    private void add(TranscriptSegment segment) {
        String text = segment.text().strip().replaceAll("\\s+", " ");
        if (text.isEmpty()) {
            return;
        }
        List<TimedText> words = TimedText.of(text, segment.words());
        if (words.isEmpty()) {
            words = TimedText.interpolated(text, segment.start(), segment.end());
        }
        List<List<TimedText>> lines = LineBreaks.balanced(words, COLUMNS);
        for (int first = 0; first < lines.size(); first += LINES) {
            List<List<TimedText>> shown = lines.subList(first, Math.min(first + LINES, lines.size()));
            add(shown.getFirst().getFirst().start(), shown.getLast().getLast().end(),
                    shown.stream().map(Cues::line).toList());
        }
    }

    private void add(Duration start, Duration end, List<String> lines) {
        Duration from = later(rounded(start), this.free);
        Duration to = later(rounded(end), from.plus(SHORTEST));
        this.cues.add(new Cue(from, to, lines));
        this.free = to;
    }

    private static String line(List<TimedText> words) {
        StringBuilder line = new StringBuilder();
        words.forEach((word) -> line.append(word.text()));
        return line.toString().strip();
    }

    /** To the millisecond, as files write times. */
    private static Duration rounded(Duration time) {
        return Duration.ofMillis(Math.round(time.toNanos() / 1e6));
    }

    private static Duration later(Duration one, Duration other) {
        return (one.compareTo(other) >= 0) ? one : other;
    }

}
