package io.parley.chat.memory;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.parley.chat.config.ChatProperties;
import org.jspecify.annotations.Nullable;

/**
 * What was put in lately: for a time, and the oldest for less if there is too much.
 * Unlike a cache it never gives up the newest for what is asked for more often.
 * Thread-safe.
 *
 * @param <K> what it is found by
 * @param <V> what is found
 */
final class RecentEntries<K, V> {

    /** Of an entry, beside what it holds: its key, its times and the map's own links. */
    private static final int ENTRY_BYTES = 500;

    /** The oldest first, so that those whose time is over stand in front. */
    private final Map<K, Entry<V>> entries = new LinkedHashMap<>();

    private final ChatProperties.Answers bounds;

    private long bytes;

    /** Whether the end of the oldest is waited for: once, however many there are. */
    private boolean awaited;

    RecentEntries(ChatProperties.Answers bounds) {
        this.bounds = bounds;
    }

    /** How long an entry is kept at most. */
    Duration keep() {
        return this.bounds.keep();
    }

    /**
     * Puts something in.
     * @param held how many bytes it holds, about
     */
    synchronized void put(K key, V value, long held) {
        remove(this.entries.remove(key));
        Entry<V> entry = new Entry<>(value, ENTRY_BYTES + held, System.nanoTime());
        this.entries.put(key, entry);
        this.bytes += entry.bytes();
        forget();
        forgetInTime();
    }

    /** Nothing is kept for longer because nothing comes after it. */
    private void forgetInTime() {
        if (this.awaited || this.entries.isEmpty()) {
            return;
        }
        this.awaited = true;
        long age = System.nanoTime() - this.entries.values().iterator().next().since();
        CompletableFuture.delayedExecutor(keep().plusMillis(1).toNanos() - age, TimeUnit.NANOSECONDS)
            .execute(this::forgetOldest);
    }

    private synchronized void forgetOldest() {
        this.awaited = false;
        forget();
        forgetInTime();
    }

    private void forget() {
        Iterator<Entry<V>> oldest = this.entries.values().iterator();
        while (oldest.hasNext()) {
            Entry<V> next = oldest.next();
            if (this.bytes <= this.bounds.memory().toBytes() && this.entries.size() <= this.bounds.most()
                    && !isOver(next)) {
                return;
            }
            oldest.remove();
            remove(next);
        }
    }

    /** How many there are. */
    synchronized int size() {
        return this.entries.size();
    }

    private void remove(@Nullable Entry<V> entry) {
        if (entry != null) {
            this.bytes -= entry.bytes();
        }
    }

    /** Finds what was put in; null if it was not, or not lately. */
    synchronized @Nullable V find(K key) {
        Entry<V> entry = this.entries.get(key);
        return (entry != null && !isOver(entry)) ? entry.value() : null;
    }

    private boolean isOver(Entry<V> entry) {
        return System.nanoTime() - entry.since() > this.bounds.keep().toNanos();
    }

    private record Entry<V>(V value, long bytes, long since) {
    }

}
