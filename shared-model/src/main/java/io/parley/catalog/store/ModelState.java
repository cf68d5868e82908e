package io.parley.catalog.store;

/** How much of a model is in the store. */
public sealed interface ModelState {

    /** Bytes of it on disk. */
    long bytes();

    /** Nothing is there. */
    record Absent() implements ModelState {

        @Override
        public long bytes() {
            return 0;
        }
    }

    /**
     * Something is there, but not all: a pull was interrupted, or files were damaged.
     *
     * @param bytes on disk, of verified files and of unfinished downloads and packages
     */
    record Partial(long bytes) implements ModelState {
    }

    /**
     * All files are there and are the pinned ones.
     *
     * @param bytes of all files
     */
    record Ready(long bytes) implements ModelState {
    }

}
