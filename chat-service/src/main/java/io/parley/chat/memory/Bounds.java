package io.parley.chat.memory;

import io.parley.chat.config.ChatProperties;

/**
 * How much is remembered, in bytes and in entries: each weighs at least its share, so that
 * one bound holds both.
 */
final class Bounds {

    /** Of an entry, beside what it holds: keys, times and the cache's own links. */
    private static final int ENTRY_BYTES = 500;

    private final long bytes;

    private final int share;

    Bounds(ChatProperties.Answers settings) {
        this.bytes = settings.memory().toBytes();
        this.share = (int) Math.min(this.bytes / settings.most(), Integer.MAX_VALUE);
    }

    long bytes() {
        return this.bytes;
    }

    int weight(int held) {
        return Math.max(this.share, ENTRY_BYTES + held);
    }

}
