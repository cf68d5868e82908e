package io.parley.lfm2audio;

import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;

import io.parley.compile.lfm2audio.CheckpointDirectory;
import io.parley.pool.ModelPool;
import io.parley.speech.OfferedModels;
import io.parley.speech.Transcriber;
import io.parley.speech.Transcribers;

/**
 * The LFM2-Audio checkpoints that are offered here.
 */
public final class Lfm2AudioTranscribers extends OfferedModels<Transcriber> implements Transcribers {

    /**
     * Makes the transcribers; loads nothing.
     * @param directories checkpoints by model id
     */
    public Lfm2AudioTranscribers(Map<String, CheckpointDirectory> directories, Lfm2AudioLoader loader, ModelPool pool,
            MeterRegistry meters) {
        this(Lfm2AudioOffers.of(directories, loader), pool, meters);
    }

    /**
     * Makes the transcribers; loads nothing.
     * @param offers the checkpoints
     */
    public Lfm2AudioTranscribers(Lfm2AudioOffers offers, ModelPool pool, MeterRegistry meters) {
        super(offers.ports((spec) -> new Lfm2AudioTranscriber(new PooledLfm2Audio(pool, spec), meters)));
    }

}
