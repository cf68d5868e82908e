package io.parley.catalog.fetch;

import java.io.IOException;
import java.nio.file.Files;

import io.parley.catalog.CatalogException;
import io.parley.catalog.PullListener;
import io.parley.catalog.PullProgress;
import io.parley.concurrent.Cancellation;

/**
 * What all fetches of one pull have in common.
 *
 * @param model the model's id
 * @param staging where its unfinished files are
 * @param space how much room there is
 * @param listener told how it goes on
 * @param cancellation ends it
 */
public record FetchJob(String model, Staging staging, UsableSpace space, PullListener listener,
        Cancellation cancellation) {

    private static final long NO_ROOM_BYTES = 64 * 1024;

    /**
     * Makes sure that there is room before anything is written.
     * @param what needs it
     * @param bytes how much
     * @throws CatalogException.DiskFull if there is less
     * @throws CatalogException.StoreFailed if it cannot be asked
     */
    public void requireSpace(String what, long bytes) {
        try {
            Files.createDirectories(this.staging.directory());
            long available = this.space.bytes(this.staging.directory());
            if (available < bytes) {
                throw new CatalogException.DiskFull(what, bytes, available, null);
            }
        }
        catch (IOException ex) {
            throw writeFailed(what, bytes, ex);
        }
    }

    /**
     * What a failure to write means. Systems word it in their own language, so a disk
     * with hardly any room is full whatever the message says.
     * @param what was written
     * @param bytes how many were still to be written
     * @param failure from the file system
     */
    public CatalogException writeFailed(String what, long bytes, IOException failure) {
        String message = String.valueOf(failure.getMessage());
        long available = available();
        if (isNoSpace(message) || available < Math.min(bytes, NO_ROOM_BYTES)) {
            return new CatalogException.DiskFull(what, bytes, available, failure);
        }
        return new CatalogException.StoreFailed(
                what + " cannot be written below " + this.staging.directory() + ": " + message + ".", failure);
    }

    /**
     * Whether a message of the system or of a package client says that the disk is full.
     */
    static boolean isNoSpace(String message) {
        return message.contains("No space left") || message.contains("ENOSPC") || message.contains("uota exceeded")
                || message.contains("not enough space");
    }

    private long available() {
        try {
            // asks the system, not the check before: the room may have gone since
            return UsableSpace.ofFileSystem().bytes(this.staging.directory());
        }
        catch (IOException ex) {
            return Long.MAX_VALUE;
        }
    }

    void progress(String item, long bytes, long total) {
        this.listener.progress(new PullProgress(this.model, item, bytes, total));
    }

}
