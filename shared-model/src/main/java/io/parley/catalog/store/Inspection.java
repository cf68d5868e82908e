package io.parley.catalog.store;

import java.util.List;
import java.util.Map;

import io.parley.catalog.CatalogFile;

/**
 * What is in a model's directory.
 *
 * @param verified files that are the pinned ones
 * @param missing files that are not there
 * @param damaged files that are there but are not the pinned ones, with a clause for a
 * person that says why
 */
record Inspection(List<CatalogFile> verified, List<CatalogFile> missing, Map<CatalogFile, String> damaged) {

    boolean isWhole() {
        return this.missing.isEmpty() && this.damaged.isEmpty();
    }

    /** Size of the verified files. */
    long verifiedBytes() {
        return this.verified.stream().mapToLong(CatalogFile::bytes).sum();
    }

}
