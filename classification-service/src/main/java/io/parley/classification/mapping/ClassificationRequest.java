package io.parley.classification.mapping;

import io.parley.speech.AudioClassifier;
import io.parley.speech.ClassificationOptions;

/**
 * What a form asks for.
 *
 * @param model by the name that was asked for
 * @param classifier that name's model
 * @param options what it is asked
 * @param selection which of its scores are told
 */
public record ClassificationRequest(String model, AudioClassifier classifier, ClassificationOptions options,
        Selection selection) {
}
