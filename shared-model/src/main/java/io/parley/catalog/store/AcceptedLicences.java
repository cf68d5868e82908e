package io.parley.catalog.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.parley.catalog.CatalogEntry;
import io.parley.catalog.CatalogException;

/**
 * Remembers in the store which licences were accepted. An acceptance holds for one model
 * and one licence: if the catalog changes the licence, it is asked for again.
 */
final class AcceptedLicences {

    private final StoreLayout layout;

    AcceptedLicences(StoreLayout layout) {
        this.layout = layout;
    }

    void accept(CatalogEntry entry) {
        Path record = this.layout.acceptance(entry);
        try {
            Files.createDirectories(record.toAbsolutePath().getParent());
            Files.writeString(record, entry.licence().id() + "\n");
        }
        catch (IOException ex) {
            throw new CatalogException.StoreFailed(
                    "The acceptance of a licence cannot be written to " + record + ": " + ex.getMessage() + ".", ex);
        }
    }

    boolean isAccepted(CatalogEntry entry) {
        if (!entry.licence().acceptanceRequired()) {
            return true;
        }
        try {
            return Files.readString(this.layout.acceptance(entry)).strip().equals(entry.licence().id());
        }
        catch (IOException ex) {
            return false;
        }
    }

}
