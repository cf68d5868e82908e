package io.parley.lfm2audio;

import io.parley.pool.ModelPool;
import io.parley.speech.Synthesizer;
import io.parley.speech.Synthesizers;

/**
 * The LFM2-Audio checkpoints that are offered here, to speak with.
 */
public final class Lfm2AudioSynthesizers extends Lfm2AudioPorts<Synthesizer> implements Synthesizers {

    /**
     * Offers them; loads nothing.
     * @param offers the checkpoints
     */
    public Lfm2AudioSynthesizers(Lfm2AudioOffers offers, ModelPool pool) {
        super(offers, (spec) -> new Lfm2AudioSynthesizer(pool, spec));
    }

}
