package io.parley.lfm2audio;

import io.micrometer.core.instrument.MeterRegistry;

import io.parley.pool.ModelPool;
import io.parley.serving.ServedModel;
import io.parley.speech.Transcriber;
import io.parley.speech.Transcribers;
import io.parley.speech.windows.SpeechCutter;

/**
 * The LFM2-Audio checkpoints that are offered here, to transcribe with.
 */
public final class Lfm2AudioTranscribers extends Lfm2AudioPorts<Transcriber> implements Transcribers {

    /**
     * Makes the transcribers; loads nothing.
     * @param offers the checkpoints
     * @param cutter cuts what they hear into windows
     */
    public Lfm2AudioTranscribers(Lfm2AudioOffers offers, ModelPool pool, SpeechCutter cutter, MeterRegistry meters) {
        super(offers, (spec) -> new Lfm2AudioTranscriber(new ServedModel<>(pool, spec), cutter, meters));
    }

}
