package io.parley.spring;

import java.util.List;

import io.parley.speech.AudioClassifier;
import io.parley.speech.AudioClassifiers;

/**
 * The audio classifiers of several engines as one.
 */
final class CompositeAudioClassifiers extends CompositeModels<AudioClassifier> implements AudioClassifiers {

    /** Puts engines together; the default model is as in {@link CompositeModels}. */
    CompositeAudioClassifiers(List<AudioClassifiers> engines, String first) {
        super(engines, first);
    }

}
