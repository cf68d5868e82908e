package io.parley.classification.web;

import java.util.List;

import io.parley.speech.LabelScore;

/**
 * Something that a sound is.
 *
 * @param index of the label among the model's, or the caller's
 * @param label what it is
 * @param score from 0 to 1
 */
record Detection(int index, String label, double score) {

    static List<Detection> of(List<LabelScore> scores) {
        return scores.stream().map((score) -> new Detection(score.index(), score.label(), score.score())).toList();
    }

}
