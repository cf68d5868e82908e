package io.parley.spring;

import java.util.List;
import java.util.stream.Stream;

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

    private final String first;

    /**
     * Puts engines together.
     * @param first the default model if it does this job here, or empty; else the default
     * is the first engine's
     */
    CompositeModels(List<? extends SpeechModels<P>> engines, String first) {
        this.engines = List.copyOf(engines);
        this.first = first;
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
        List<String> all = this.engines.stream().flatMap((engine) -> engine.models().stream()).distinct().toList();
        if (!all.contains(this.first)) {
            return all;
        }
        return Stream.concat(Stream.of(this.first), all.stream().filter((id) -> !id.equals(this.first))).toList();
    }

}
