package io.parley.whisper.alignment;

import java.util.ArrayList;
import java.util.List;

import io.parley.speech.TranscriptToken;

/**
 * Gives a window's words their times, from the frame at which each token begins.
 */
final class WordPlacement {

    private final AlignmentRequest request;

    private final WordSplitter splitter;

    WordPlacement(AlignmentRequest request) {
        this.request = request;
        this.splitter = new WordSplitter(request.language());
    }

    /**
     * Places all words. Each takes a frame at least.
     * @param firstFrames of each token of the text and of its end; never falling
     */
    List<AlignedSegment> place(int[] firstFrames) {
        List<List<TimedWord>> segments = timed(firstFrames);
        WordDurations durations = WordDurations.of(segments.stream().flatMap(List::stream).toList());
        List<TimedWord> bounded = durations.boundAtSentenceEnds(segments.stream().flatMap(List::stream).toList());
        List<AlignedSegment> placed = new ArrayList<>();
        Monotone order = new Monotone(this.request.seconds());
        double lastWordEnd = this.request.lastWordEnd();
        int next = 0;
        int firstToken = 0;
        for (int i = 0; i < segments.size(); i++) {
            TimedTokens segment = this.request.segments().get(i);
            List<TimedWord> words = PunctuationMerger.merge(bounded.subList(next, next + segments.get(i).size()))
                .stream()
                .filter((word) -> !word.text().isBlank())
                .toList();
            if (!words.isEmpty()) {
                words = durations.boundAtSegmentEnds(words, segment, lastWordEnd);
            }
            AlignedSegment aligned = segment(segment, words, firstToken, order);
            placed.add(aligned);
            lastWordEnd = words.isEmpty() ? lastWordEnd : aligned.end();
            next += segments.get(i).size();
            firstToken += segment.tokens().size();
        }
        return new LeastLengths(WordAligner.FRAME_SECONDS, this.request.seconds()).given(placed);
    }

    /** Words and marks of each segment, from where they begin to where the next does. */
    private List<List<TimedWord>> timed(int[] firstFrames) {
        List<List<TimedWord>> segments = new ArrayList<>();
        int base = 0;
        for (TimedTokens segment : this.request.segments()) {
            List<TimedWord> words = new ArrayList<>();
            for (WordSpan span : this.splitter.split(segment.tokens())) {
                int first = base + span.firstToken();
                words.add(new TimedWord(span.text(), first, span.tokenCount(),
                        firstFrames[first] * WordAligner.FRAME_SECONDS,
                        firstFrames[first + span.tokenCount()] * WordAligner.FRAME_SECONDS));
            }
            segments.add(words);
            base += segment.tokens().size();
        }
        return segments;
    }

    private static AlignedSegment segment(TimedTokens segment, List<TimedWord> words, int firstToken, Monotone order) {
        List<AlignedWord> aligned = new ArrayList<>();
        for (TimedWord word : words) {
            int first = word.firstToken() - firstToken;
            double start = order.next(word.start());
            double end = order.next(word.end());
            aligned.add(new AlignedWord(word.text().strip(), start, end,
                    probability(segment.tokens().subList(first, first + word.tokenCount())), first, word.tokenCount()));
        }
        if (aligned.isEmpty()) {
            double here = order.next(0);
            return new AlignedSegment(here, here, aligned);
        }
        return new AlignedSegment(aligned.getFirst().start(), aligned.getLast().end(), aligned);
    }

    private static double probability(List<TranscriptToken> tokens) {
        double mean = tokens.stream().mapToDouble((token) -> Math.exp(token.logProbability())).average().orElse(0);
        return Math.clamp(mean, 0, 1);
    }

    /**
     * Holds times in order and within the sound, whatever the bounds have made of them.
     */
    private static final class Monotone {

        private final double limit;

        private double last;

        Monotone(double limit) {
            this.limit = limit;
        }

        double next(double time) {
            this.last = Math.min(this.limit, Math.max(this.last, time));
            return this.last;
        }

    }

}
