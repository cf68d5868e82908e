package io.parley.lfm2audio;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.parley.catalog.CatalogEntry;
import io.parley.catalog.store.ModelStore;
import io.parley.compile.lfm2audio.CheckpointDirectory;
import io.parley.pool.ModelSpec;
import io.parley.speech.SpeechException;

/**
 * The checkpoints that are offered here: directories of the operator's, and the catalog's
 * once they were fetched, which a request does not do. Each does all jobs, loaded once.
 * Thread-safe.
 */
public final class Lfm2AudioOffers {

    /** The catalog's name of this engine. */
    public static final String ARCHITECTURE = "lfm2-audio";

    private final Map<String, OfferedCheckpoint> checkpoints = new LinkedHashMap<>();

    private Lfm2AudioOffers(Stream<OfferedCheckpoint> checkpoints) {
        // of two with one id the first counts
        checkpoints.forEach((checkpoint) -> this.checkpoints.putIfAbsent(checkpoint.id(), checkpoint));
    }

    /**
     * Offers checkpoint directories.
     * @param directories by model id
     */
    public static Lfm2AudioOffers of(Map<String, CheckpointDirectory> directories, Lfm2AudioLoader loader) {
        return new Lfm2AudioOffers(inDirectories(directories, loader));
    }

    /**
     * Offers checkpoint directories, and those of the catalog's checkpoints that are not
     * among them.
     * @param directories by model id
     * @param entries of the catalog; other engines' are passed over
     * @param store where the catalog's checkpoints are once they were fetched
     */
    public static Lfm2AudioOffers of(Map<String, CheckpointDirectory> directories, List<CatalogEntry> entries,
            ModelStore store, Lfm2AudioLoader loader) {
        Stream<OfferedCheckpoint> stored = entries.stream()
            .filter((entry) -> entry.architecture().equals(ARCHITECTURE))
            .map((entry) -> new OfferedCheckpoint.InStore(entry, store, loader));
        return new Lfm2AudioOffers(Stream.concat(inDirectories(directories, loader), stored));
    }

    private static Stream<OfferedCheckpoint> inDirectories(Map<String, CheckpointDirectory> directories,
            Lfm2AudioLoader loader) {
        return new TreeMap<>(directories).entrySet()
            .stream()
            .map((entry) -> new OfferedCheckpoint.InDirectory(entry.getKey(), entry.getValue(), loader));
    }

    /** The ids of the checkpoints that can be used now. */
    List<String> usable() {
        return this.checkpoints.values()
            .stream()
            .filter(OfferedCheckpoint::isUsable)
            .map(OfferedCheckpoint::id)
            .toList();
    }

    /**
     * A model for the pool.
     * @throws SpeechException.UnknownModel if there is no checkpoint of that id
     * @throws SpeechException.NotFetched if its files have to be fetched first
     */
    ModelSpec<Lfm2AudioModel> spec(String id) {
        OfferedCheckpoint checkpoint = this.checkpoints.get(id);
        if (checkpoint == null) {
            throw new SpeechException.UnknownModel(id);
        }
        return checkpoint.spec();
    }

}
