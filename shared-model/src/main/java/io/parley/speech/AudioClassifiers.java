package io.parley.speech;

/**
 * The audio classifiers that this process can reach, by model.
 */
public interface AudioClassifiers extends SpeechModels<AudioClassifier> {

}
