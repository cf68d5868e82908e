package io.parley.lfm2audio;

import io.micrometer.core.instrument.MeterRegistry;

import io.parley.pool.ModelPool;
import io.parley.speech.AudioClassifier;
import io.parley.speech.AudioClassifiers;

/**
 * The LFM2-Audio checkpoints that are offered here, to classify with.
 */
public final class Lfm2AudioClassifiers extends Lfm2AudioPorts<AudioClassifier> implements AudioClassifiers {

    /**
     * Offers them; loads nothing.
     * @param offers the checkpoints
     */
    public Lfm2AudioClassifiers(Lfm2AudioOffers offers, ModelPool pool, MeterRegistry meters) {
        super(offers, (spec) -> new Lfm2AudioClassifier(pool, spec, meters));
    }

}
