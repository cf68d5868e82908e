package io.parley.lfm2audio;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.parley.pool.ModelSpec;
import io.parley.speech.SpeechModels;

/**
 * One job of the checkpoints that are offered. Thread-safe.
 *
 * @param <P> the job's port
 */
abstract class Lfm2AudioPorts<P> implements SpeechModels<P> {

    private final Lfm2AudioOffers offers;

    private final Function<ModelSpec<Lfm2AudioModel>, P> port;

    private final Map<String, P> ports = new ConcurrentHashMap<>();

    /**
     * Offers a job; loads nothing.
     * @param port makes the port of a checkpoint
     */
    Lfm2AudioPorts(Lfm2AudioOffers offers, Function<ModelSpec<Lfm2AudioModel>, P> port) {
        this.offers = offers;
        this.port = port;
    }

    /**
     * Finds a model.
     * @throws io.parley.speech.SpeechException.NotFetched if it is one of the catalog's
     * and was not fetched
     */
    @Override
    public P named(String model) {
        ModelSpec<Lfm2AudioModel> spec = this.offers.spec(model);
        return this.ports.computeIfAbsent(model, (id) -> this.port.apply(spec));
    }

    @Override
    public List<String> models() {
        return this.offers.usable();
    }

}
