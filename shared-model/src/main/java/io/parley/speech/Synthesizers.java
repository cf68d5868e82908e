package io.parley.speech;

/**
 * The synthesizers that this process can reach, by model.
 */
public interface Synthesizers extends SpeechModels<Synthesizer> {

}
