package io.parley.whisper.alignment;

import java.util.List;

/**
 * A segment placed by its words.
 *
 * @param start of the first word, in seconds from the beginning of the window; where the
 * segment before ends if there is no word
 * @param end of the last word, likewise
 * @param words in order, each beginning no sooner than the one before ends
 */
public record AlignedSegment(double start, double end, List<AlignedWord> words) {

    public AlignedSegment {
        words = List.copyOf(words);
    }

}
