package io.parley.speech;

/**
 * The transcribers that this process can reach, by model.
 */
public interface Transcribers extends SpeechModels<Transcriber> {

}
