package io.parley.spring;

import java.util.List;

import io.parley.speech.SpeechException;
import io.parley.speech.SpeechModels;

/**
 * The models of several engines for one job as one. Of two models with one id the first
 * counts.
 *
 * @param <P> the job's port
 */
class CompositeModels<P> implements SpeechModels<P> {

    private final List<? extends SpeechModels<P>> engines;

    /** Puts engines together; the default model is the first one's. */
    CompositeModels(List<? extends SpeechModels<P>> engines) {
        this.engines = List.copyOf(engines);
    }

    @Override
    public P named(String model) {
        for (SpeechModels<P> engine : this.engines) {
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
