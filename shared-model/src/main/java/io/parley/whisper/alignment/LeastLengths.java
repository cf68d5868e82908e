package io.parley.whisper.alignment;

import java.util.ArrayList;
import java.util.List;

/**
 * Sees that every word takes time. The path through the frames may give several words the
 * same frame; all but one of them then have no length, and a player that highlights words
 * never shows them.
 */
final class LeastLengths {

    private final double least;

    private final double limit;

    /**
     * Makes the rule.
     * @param least length of a word, in seconds
     * @param limit where the sound ends, in seconds
     */
    LeastLengths(double least, double limit) {
        this.least = least;
        this.limit = limit;
    }

    /**
     * Lengthens words at the cost of those after them, and before them where the sound
     * ends. Words that are long enough already and have such neighbours stay as they are.
     * @param segments in order, times never falling
     */
    List<AlignedSegment> given(List<AlignedSegment> segments) {
        List<AlignedWord> words = segments.stream().flatMap((segment) -> segment.words().stream()).toList();
        double[] starts = new double[words.size()];
        double[] ends = new double[words.size()];
        double free = 0;
        for (int i = 0; i < words.size(); i++) {
            starts[i] = Math.max(words.get(i).start(), free);
            ends[i] = Math.max(words.get(i).end(), starts[i] + this.least);
            free = ends[i];
        }
        double taken = this.limit;
        for (int i = words.size() - 1; i >= 0; i--) {
            ends[i] = Math.min(ends[i], taken);
            starts[i] = Math.max(0, Math.min(starts[i], ends[i] - this.least));
            taken = starts[i];
        }
        List<AlignedSegment> given = new ArrayList<>();
        int next = 0;
        double here = 0;
        for (AlignedSegment segment : segments) {
            List<AlignedWord> placed = new ArrayList<>();
            for (AlignedWord word : segment.words()) {
                placed.add(word.at(starts[next], ends[next]));
                here = ends[next++];
            }
            given.add(placed.isEmpty() ? new AlignedSegment(here, here, placed)
                    : new AlignedSegment(placed.getFirst().start(), here, placed));
        }
        return given;
    }

}
