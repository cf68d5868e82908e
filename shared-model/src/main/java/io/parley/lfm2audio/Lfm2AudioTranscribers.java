package io.parley.lfm2audio;

import io.micrometer.core.instrument.MeterRegistry;

import io.parley.pool.ModelPool;
import io.parley.speech.Transcriber;
import io.parley.speech.Transcribers;

/**
 * The LFM2-Audio checkpoints that are offered here, to transcribe with.
 */
public final class Lfm2AudioTranscribers extends Lfm2AudioPorts<Transcriber> implements Transcribers {

    /**
     * Makes the transcribers; loads nothing.
     * @param offers the checkpoints
     */
    public Lfm2AudioTranscribers(Lfm2AudioOffers offers, ModelPool pool, MeterRegistry meters) {
        super(offers, (spec) -> new Lfm2AudioTranscriber(new PooledLfm2Audio(pool, spec), meters));
    }

}
