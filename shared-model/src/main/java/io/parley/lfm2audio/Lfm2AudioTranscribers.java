package io.parley.lfm2audio;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;

import io.parley.compile.lfm2audio.CheckpointDirectory;
import io.parley.pool.ModelPool;
import io.parley.speech.SpeechException;
import io.parley.speech.Transcriber;
import io.parley.speech.Transcribers;

/**
 * The LFM2-Audio checkpoints that are offered here.
 */
public final class Lfm2AudioTranscribers implements Transcribers {

    private final Map<String, Transcriber> transcribers = new LinkedHashMap<>();

    /**
     * Makes the transcribers; loads nothing.
     * @param directories checkpoints by model id
     */
    public Lfm2AudioTranscribers(Map<String, CheckpointDirectory> directories, Lfm2AudioLoader loader, ModelPool pool,
            MeterRegistry meters) {
        directories.forEach((id, directory) -> this.transcribers.put(id,
                new Lfm2AudioTranscriber(new PooledLfm2Audio(pool, loader.spec(id, directory)), meters)));
    }

    @Override
    public Transcriber named(String model) {
        Transcriber transcriber = this.transcribers.get(model);
        if (transcriber == null) {
            throw new SpeechException.UnknownModel(model);
        }
        return transcriber;
    }

    @Override
    public List<String> models() {
        return List.copyOf(this.transcribers.keySet());
    }

}
