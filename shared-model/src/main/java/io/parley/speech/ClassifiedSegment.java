package io.parley.speech;

import java.time.Duration;
import java.util.List;

/**
 * What a stretch of a sound is.
 *
 * @param start from the beginning of the sound
 * @param end after the start
 * @param scores one for each label, by index
 */
public record ClassifiedSegment(Duration start, Duration end, List<LabelScore> scores) {

    public ClassifiedSegment {
        scores = List.copyOf(scores);
    }

}
