package io.parley.lfm2audio;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.MeterRegistry;

import io.parley.pool.ModelPool;
import io.parley.pool.ModelSpec;
import io.parley.speech.SpeechException;
import io.parley.speech.Transcriber;
import io.parley.speech.Transcribers;

/**
 * The LFM2-Audio checkpoints that are offered here: those that can be used now.
 */
public final class Lfm2AudioTranscribers implements Transcribers {

    private final Lfm2AudioCheckpoints checkpoints;

    private final ModelPool pool;

    private final MeterRegistry meters;

    private final Map<String, Transcriber> transcribers = new ConcurrentHashMap<>();

    /** Makes the transcribers; loads nothing. */
    public Lfm2AudioTranscribers(Lfm2AudioCheckpoints checkpoints, ModelPool pool, MeterRegistry meters) {
        this.checkpoints = checkpoints;
        this.pool = pool;
        this.meters = meters;
    }

    /**
     * Finds a transcriber.
     * @throws SpeechException.NotFetched if the model is the catalog's and was not
     * fetched
     */
    @Override
    public Transcriber named(String model) {
        ModelSpec<Lfm2AudioModel> spec = this.checkpoints.spec(model);
        return this.transcribers.computeIfAbsent(model,
                (id) -> new Lfm2AudioTranscriber(new PooledLfm2Audio(this.pool, spec), this.meters));
    }

    @Override
    public List<String> models() {
        return this.checkpoints.usable();
    }

}
