package io.parley.lfm2audio;

import io.parley.catalog.CatalogEntry;
import io.parley.catalog.store.ModelStore;
import io.parley.compile.lfm2audio.CheckpointDirectory;
import io.parley.pool.ModelSpec;
import io.parley.speech.SpeechException;

/** A checkpoint that can be asked for. */
sealed interface OfferedCheckpoint {

    /** The id under which it is offered. */
    String id();

    /** Whether it can be loaded as things are now. */
    boolean isUsable();

    /**
     * A model for the pool.
     * @throws SpeechException.NotFetched if somebody has to fetch its files first
     */
    ModelSpec<Lfm2AudioModel> spec();

    /** A directory of the operator's, which is usable because they say so. */
    record InDirectory(String id, CheckpointDirectory directory, Lfm2AudioLoader loader) implements OfferedCheckpoint {

        @Override
        public boolean isUsable() {
            return true;
        }

        @Override
        public ModelSpec<Lfm2AudioModel> spec() {
            return this.loader.spec(this.id, this.directory);
        }

    }

    /**
     * A checkpoint of the catalog. Its licence asks for acceptance and it has gigabytes:
     * nothing is fetched because a request names it.
     */
    record InStore(CatalogEntry entry, ModelStore store, Lfm2AudioLoader loader) implements OfferedCheckpoint {

        @Override
        public String id() {
            return this.entry.id();
        }

        @Override
        public boolean isUsable() {
            return this.store.isPresent(this.entry);
        }

        @Override
        public ModelSpec<Lfm2AudioModel> spec() {
            if (!isUsable()) {
                String accept = this.store.isLicenceAccepted(this.entry) ? "" : " --accept-licence";
                throw new SpeechException.NotFetched(id(), "parley models pull " + id() + accept);
            }
            return this.loader.spec(this.entry, this.store);
        }

    }

}
