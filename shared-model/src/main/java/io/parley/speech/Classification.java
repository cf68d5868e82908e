package io.parley.speech;

import java.time.Duration;
import java.util.List;

/**
 * What a whole sound is.
 *
 * @param scores one for each label, by index
 * @param duration how much sound was heard
 */
public record Classification(List<LabelScore> scores, Duration duration) {

    public Classification {
        scores = List.copyOf(scores);
    }

}
