package io.parley.spring;

import java.util.List;

import io.parley.speech.SpeechException;
import io.parley.speech.Transcriber;
import io.parley.speech.Transcribers;

/**
 * The transcribers of several engines as one. Of two models with one id the first counts.
 */
final class CompositeTranscribers implements Transcribers {

    private final List<Transcribers> engines;

    /** Puts engines together; the default model is the first one's. */
    CompositeTranscribers(List<Transcribers> engines) {
        this.engines = List.copyOf(engines);
    }

    @Override
    public Transcriber named(String model) {
        for (Transcribers engine : this.engines) {
            try {
                return engine.named(model);
            }
            catch (SpeechException.UnknownModel ex) {
                // the next one may know it
            }
        }
        throw new SpeechException.UnknownModel(model);
    }

    @Override
    public List<String> models() {
        return this.engines.stream().flatMap((engine) -> engine.models().stream()).distinct().toList();
    }

}
