package io.parley.speech;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Models that are known from the start: what an engine offers for one job.
 *
 * @param <P> the job's port
 */
public class OfferedModels<P> implements SpeechModels<P> {

    private final Map<String, P> ports;

    /**
     * Offers models.
     * @param ports by model id, the default first
     */
    public OfferedModels(Map<String, ? extends P> ports) {
        this.ports = Collections.unmodifiableMap(new LinkedHashMap<>(ports));
    }

    @Override
    public P named(String model) {
        P port = this.ports.get(model);
        if (port == null) {
            throw new SpeechException.UnknownModel(model);
        }
        return port;
    }

    @Override
    public List<String> models() {
        return List.copyOf(this.ports.keySet());
    }

}
