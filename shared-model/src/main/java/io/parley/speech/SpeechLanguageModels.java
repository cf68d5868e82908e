package io.parley.speech;

/**
 * The speech language models that this process can reach, by model.
 */
public interface SpeechLanguageModels extends SpeechModels<SpeechLanguageModel> {

}
