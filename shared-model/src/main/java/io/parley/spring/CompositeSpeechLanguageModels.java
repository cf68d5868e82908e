package io.parley.spring;

import java.util.List;

import io.parley.speech.SpeechLanguageModel;
import io.parley.speech.SpeechLanguageModels;

/**
 * The speech language models of several engines as one.
 */
final class CompositeSpeechLanguageModels extends CompositeModels<SpeechLanguageModel> implements SpeechLanguageModels {

    /** Puts engines together; the default model is as in {@link CompositeModels}. */
    CompositeSpeechLanguageModels(List<SpeechLanguageModels> engines, String first) {
        super(engines, first);
    }

}
