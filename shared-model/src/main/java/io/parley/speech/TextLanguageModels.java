package io.parley.speech;

/**
 * The text language models that this process can reach, by model.
 */
public interface TextLanguageModels extends SpeechModels<TextLanguageModel> {

}
