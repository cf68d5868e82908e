package io.parley.lfm2audio;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.parley.compile.lfm2audio.CheckpointDirectory;
import io.parley.pool.ModelSpec;

/**
 * The checkpoints that are offered here. Each does all jobs, loaded once.
 *
 * @param specs the default first; their ids are the model ids
 */
public record Lfm2AudioOffers(List<ModelSpec<Lfm2AudioModel>> specs) {

    public Lfm2AudioOffers {
        specs = List.copyOf(specs);
    }

    /**
     * Offers checkpoint directories.
     * @param directories by model id
     */
    public static Lfm2AudioOffers of(Map<String, CheckpointDirectory> directories, Lfm2AudioLoader loader) {
        return new Lfm2AudioOffers(
                directories.entrySet().stream().map((entry) -> loader.spec(entry.getKey(), entry.getValue())).toList());
    }

    /** A job's port for each checkpoint, by model id. */
    <P> Map<String, P> ports(Function<ModelSpec<Lfm2AudioModel>, P> port) {
        Map<String, P> ports = new LinkedHashMap<>();
        this.specs.forEach((spec) -> ports.put(spec.id(), port.apply(spec)));
        return ports;
    }

}
