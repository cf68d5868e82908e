package io.parley.lfm2audio;

import io.parley.pool.ModelPool;
import io.parley.speech.SpeechLanguageModel;
import io.parley.speech.SpeechLanguageModels;

/**
 * The LFM2-Audio checkpoints that are offered here, to converse with.
 */
public final class Lfm2AudioSpeechLanguageModels extends Lfm2AudioPorts<SpeechLanguageModel>
        implements SpeechLanguageModels {

    /**
     * Offers them; loads nothing.
     * @param offers the checkpoints
     */
    public Lfm2AudioSpeechLanguageModels(Lfm2AudioOffers offers, ModelPool pool) {
        super(offers, (spec) -> new Lfm2AudioSpeechLanguageModel(pool, spec));
    }

}
