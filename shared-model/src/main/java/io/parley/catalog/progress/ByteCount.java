package io.parley.catalog.progress;

import java.util.Locale;

/** Sizes for people, in powers of 1000 as package clients and hubs write them. */
public final class ByteCount {

    private ByteCount() {
    }

    /** As {@code 145.2 MB}. */
    public static String of(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        if (bytes < 1_000_000) {
            return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
        }
        if (bytes < 1_000_000_000) {
            return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
        }
        return String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
    }

}
