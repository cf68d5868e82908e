package io.parley.lfm2audio;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.parley.catalog.CatalogEntry;
import io.parley.catalog.store.ModelStore;
import io.parley.compile.lfm2audio.CheckpointDirectory;
import io.parley.pool.ModelSpec;
import io.parley.speech.SpeechException;

/**
 * The LFM2-Audio checkpoints that can be asked for: directories of the operator's under
 * names of their choice, and those of the catalog, by their ids. A directory goes before
 * the catalog's checkpoint of the same name. Gigabytes are not fetched because a request
 * names them: the catalog's are usable once somebody accepted the licence and fetched
 * them. Thread-safe.
 */
public final class Lfm2AudioCheckpoints {

    /** The catalog's name of this engine. */
    public static final String ARCHITECTURE = "lfm2-audio";

    private final Map<String, CheckpointDirectory> directories;

    private final Map<String, CatalogEntry> entries = new LinkedHashMap<>();

    private final ModelStore store;

    private final Lfm2AudioLoader loader;

    /**
     * Knows checkpoints; loads nothing.
     * @param directories checkpoints by model id
     * @param entries of the catalog; those of other engines are passed over
     * @param store has the catalog's checkpoints
     */
    public Lfm2AudioCheckpoints(Map<String, CheckpointDirectory> directories, List<CatalogEntry> entries,
            ModelStore store, Lfm2AudioLoader loader) {
        this.directories = new TreeMap<>(directories);
        entries.stream()
            .filter((entry) -> entry.architecture().equals(ARCHITECTURE))
            .forEach((entry) -> this.entries.put(entry.id(), entry));
        this.store = store;
        this.loader = loader;
    }

    /** The ids of the checkpoints that can be used now. */
    public List<String> usable() {
        List<String> ids = new ArrayList<>(this.directories.keySet());
        this.entries.values()
            .stream()
            .filter((entry) -> !this.directories.containsKey(entry.id()) && this.store.isPresent(entry))
            .map(CatalogEntry::id)
            .forEach(ids::add);
        return List.copyOf(ids);
    }

    /**
     * A model for the pool.
     * @param id a checkpoint's
     * @throws SpeechException.UnknownModel if there is no checkpoint of that id
     * @throws SpeechException.NotFetched if there is, but its files are not here
     */
    public ModelSpec<Lfm2AudioModel> spec(String id) {
        CheckpointDirectory directory = this.directories.get(id);
        if (directory != null) {
            return this.loader.spec(id, directory);
        }
        CatalogEntry entry = this.entries.get(id);
        if (entry == null) {
            throw new SpeechException.UnknownModel(id);
        }
        if (!this.store.isPresent(entry)) {
            String accept = this.store.isLicenceAccepted(entry) ? "" : " --accept-licence";
            throw new SpeechException.NotFetched(id, "parley models pull " + id + accept);
        }
        return this.loader.spec(entry, this.store);
    }

}
