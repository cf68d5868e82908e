package io.parley.classification.mapping;

import java.util.Comparator;
import java.util.List;

import io.parley.speech.LabelScore;

/**
 * Which scores are worth telling.
 *
 * @param most so many of the best, at least one
 * @param threshold none below this, from 0 to 1
 */
public record Selection(int most, double threshold) {

    /** What is told unless something else is asked for: five, however low. */
    public static final Selection DEFAULT = new Selection(5, 0);

    /**
     * Chooses.
     * @param scores of all labels
     * @return the best first, of equals that of the lower index
     */
    public List<LabelScore> of(List<LabelScore> scores) {
        return scores.stream()
            .filter((score) -> score.score() >= this.threshold)
            .sorted(Comparator.comparingDouble(LabelScore::score).reversed().thenComparingInt(LabelScore::index))
            .limit(this.most)
            .toList();
    }

}
