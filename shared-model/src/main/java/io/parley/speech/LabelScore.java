package io.parley.speech;

import java.util.ArrayList;
import java.util.List;

/**
 * How well a label fits a sound. What a score means is the model's own: for sounds that
 * may be several things at once each has a probability of its own; where one thing only
 * can be, all scores sum to 1.
 *
 * @param index of the label among the model's, or the caller's
 * @param label what the sound may be
 * @param score from 0 to 1
 */
public record LabelScore(int index, String label, double score) {

    /**
     * Puts labels and scores together.
     * @param labels by index
     * @param scores one for each
     */
    public static List<LabelScore> of(List<String> labels, double[] scores) {
        List<LabelScore> all = new ArrayList<>(scores.length);
        for (int i = 0; i < scores.length; i++) {
            all.add(new LabelScore(i, labels.get(i), scores[i]));
        }
        return all;
    }

}
