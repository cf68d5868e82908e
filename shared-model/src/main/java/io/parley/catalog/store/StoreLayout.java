package io.parley.catalog.store;

import java.nio.file.Path;

import io.parley.catalog.CatalogEntry;
import io.parley.catalog.CatalogFile;
import io.parley.catalog.fetch.Staging;

/**
 * Where things are in the store. What is unfinished is inside the model's own directory,
 * so that moving it into place is atomic even if that directory is mounted.
 *
 * @param root the store's directory
 */
record StoreLayout(Path root) {

    Path model(CatalogEntry entry) {
        return this.root.resolve("models").resolve(entry.id());
    }

    Path file(CatalogEntry entry, CatalogFile file) {
        return model(entry).resolve(file.name());
    }

    Staging staging(CatalogEntry entry) {
        return new Staging(model(entry).resolve(".partial"));
    }

    Path marker(CatalogEntry entry) {
        return model(entry).resolve(".verified.json");
    }

    /** What the model's checkpoint is made of; goes when the model is removed. */
    Path checkpointLock(CatalogEntry entry) {
        return model(entry).resolve(".checkpoint.json");
    }

    Path lock(CatalogEntry entry) {
        return this.root.resolve("locks").resolve(entry.id() + ".lock");
    }

    Path acceptance(CatalogEntry entry) {
        return this.root.resolve("licences").resolve(entry.id());
    }

}
