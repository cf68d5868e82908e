package io.parley.catalog.fetch;

import io.parley.catalog.CatalogException;

/** One source's chance to give one file. */
interface Offer {

    /** The source, for people. */
    String from();

    /**
     * Brings the file into the staging directory. Whether it is the pinned one is for the
     * caller to see.
     * @throws CatalogException if the source does not give it
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    StagedFile take();

}
