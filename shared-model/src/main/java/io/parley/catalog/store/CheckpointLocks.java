package io.parley.catalog.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

import io.parley.catalog.CatalogEntry;
import io.parley.catalog.CatalogException;
import io.parley.catalog.HubCheckpoint;
import io.parley.catalog.LockedCheckpoint;
import io.parley.catalog.fetch.CheckpointLocker;
import io.parley.catalog.fetch.FetchJob;
import io.parley.catalog.fetch.HubSettings;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps in the store what checkpoints of the model hub are made of, from the first pull
 * until the model is removed.
 */
final class CheckpointLocks {

    private final StoreLayout layout;

    private final JsonMapper json = new JsonMapper();

    CheckpointLocks(StoreLayout layout) {
        this.layout = layout;
    }

    /**
     * A model with its files, if they are known.
     * @throws CatalogException.StoreFailed if there is a lock that cannot be read
     */
    Optional<CatalogEntry> find(CatalogEntry entry) {
        HubCheckpoint checkpoint = entry.checkpoint();
        if (checkpoint == null) {
            return Optional.of(entry);
        }
        Path file = this.layout.checkpointLock(entry);
        try {
            LockedCheckpoint locked = this.json.readValue(Files.readAllBytes(file), LockedCheckpoint.class);
            // one of another repository is an earlier catalog's
            return locked.repository().equals(checkpoint.repository())
                    ? Optional.of(entry.withFiles(locked.catalogFiles())) : Optional.empty();
        }
        catch (NoSuchFileException ex) {
            return Optional.empty();
        }
        catch (IOException | JacksonException ex) {
            throw new CatalogException.StoreFailed(file + " does not say what " + entry.id()
                    + " is made of, as it should: remove the model and pull it again.", ex);
        }
    }

    /**
     * A model with its files, which are asked of the hub and locked if they are not
     * known. The caller holds the model's store lock.
     * @throws CatalogException.CheckpointUnknown if the hub does not say
     * @throws CatalogException.StoreFailed if the lock cannot be written
     */
    CatalogEntry obtain(CatalogEntry entry, FetchJob job, HubSettings hub) {
        HubCheckpoint checkpoint = entry.checkpoint();
        Optional<CatalogEntry> known = find(entry);
        if (known.isPresent() || checkpoint == null) {
            return known.orElse(entry);
        }
        try {
            LockedCheckpoint locked = new CheckpointLocker(job, hub).lock(checkpoint);
            write(entry, locked);
            return entry.withFiles(locked.catalogFiles());
        }
        catch (CatalogException.SourceFailed ex) {
            throw new CatalogException.CheckpointUnknown(entry, ex);
        }
    }

    private void write(CatalogEntry entry, LockedCheckpoint locked) {
        Path file = this.layout.checkpointLock(entry);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path aside = file.resolveSibling(file.getFileName() + ".tmp");
            Files.write(aside, this.json.writerWithDefaultPrettyPrinter().writeValueAsBytes(locked));
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        }
        catch (IOException ex) {
            throw new CatalogException.StoreFailed(file + " cannot be written: " + ex.getMessage() + ".", ex);
        }
    }

}
