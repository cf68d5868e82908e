package io.parley.lfm2audio;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.parley.pool.InferenceRuntime;
import io.parley.pool.MemoryAllowance;
import io.parley.pool.PoolException;
import io.parley.pool.Tensor;

/**
 * Beginnings of sequences as the backbone left them, so that an instruction that all
 * callers give, and the earlier turns of a conversation, are not computed again. Copies,
 * outside of the Java heap; those used longest ago give way to new ones. Thread-safe.
 */
final class PrefixCache implements AutoCloseable {

    private final InferenceRuntime runtime;

    private final long capacity;

    /** In the order of their last use. */
    private final Map<PrefixKey, Prefix> prefixes = new LinkedHashMap<>(16, 0.75f, true);

    // written under the lock; read by whoever counts memory
    private volatile long bytes;

    /**
     * An empty cache.
     * @param capacity most bytes; 0 to keep nothing
     */
    PrefixCache(InferenceRuntime runtime, long capacity) {
        this.runtime = runtime;
        this.capacity = capacity;
    }

    /** Whether anything can be kept at all. */
    boolean enabled() {
        return this.capacity > 0;
    }

    /** Size now. */
    long bytes() {
        return this.bytes;
    }

    /**
     * Has a sequence begin with the longest beginning that is known.
     * @param keys of the beginnings of what is to be fed, the shortest first
     * @param target an empty sequence, which is left empty if none is known
     * @return which one it is, or null
     * @throws PoolException.Saturated if the memory budget has no room for it
     */
    synchronized @Nullable PrefixKey restore(List<PrefixKey> keys, BackboneState target) {
        for (PrefixKey key : keys.reversed()) {
            if (!this.prefixes.containsKey(key)) {
                continue;
            }
            // where memory is short, what is kept here is dropped for it
            target.reserve(key.length());
            @Nullable Prefix prefix = this.prefixes.get(key);
            if (prefix != null) {
                target.restore(prefix.content().floats(), key.length());
                return key;
            }
        }
        return null;
    }

    /**
     * Keeps a sequence as it is, unless it is kept already, is too long or the memory
     * budget has no room for it.
     * @param key of the whole sequence
     * @param previous the prompt that it answers, if that is kept; or null
     * @param replaced an answer that it goes on from: dropped for it, together with the
     * prompt of that; or null
     * @param allowance asked before memory is taken
     */
    void keep(PrefixKey key, BackboneState source, @Nullable PrefixKey previous, @Nullable PrefixKey replaced,
            MemoryAllowance allowance) {
        long size = (long) source.savedSize() * Float.BYTES;
        if (size > this.capacity || !reserve(key, size, replaced)) {
            return;
        }
        try {
            allowance.require();
        }
        catch (PoolException.Saturated ex) {
            release(size);
            return;
        }
        catch (Throwable ex) {
            release(size);
            throw ex;
        }
        save(key, source, previous, size);
    }

    private synchronized boolean reserve(PrefixKey key, long size, @Nullable PrefixKey replaced) {
        if (this.prefixes.containsKey(key)) {
            return false;
        }
        if (replaced != null) {
            @Nullable Prefix answer = drop(replaced);
            if (answer != null && answer.previous() != null) {
                drop(answer.previous());
            }
        }
        Iterator<PrefixKey> oldest = List.copyOf(this.prefixes.keySet()).iterator();
        while (this.bytes + size > this.capacity && oldest.hasNext()) {
            drop(oldest.next());
        }
        this.bytes += size;
        return true;
    }

    private synchronized void release(long size) {
        this.bytes -= size;
    }

    private synchronized void save(PrefixKey key, BackboneState source, @Nullable PrefixKey previous, long size) {
        Tensor content;
        try {
            content = this.runtime.floats(source.savedSize());
        }
        catch (PoolException | OutOfMemoryError ex) {
            // nobody asked for it: an answer does not fail by it
            release(size);
            return;
        }
        source.save(content.floats());
        @Nullable Prefix twin = this.prefixes.put(key, new Prefix(content, previous));
        if (twin != null) {
            free(twin);
        }
    }

    private @Nullable Prefix drop(PrefixKey key) {
        @Nullable Prefix prefix = this.prefixes.remove(key);
        if (prefix != null) {
            free(prefix);
        }
        return prefix;
    }

    private void free(Prefix prefix) {
        this.bytes -= prefix.content().bytes();
        prefix.content().close();
    }

    /**
     * Forgets everything.
     * @return whether that freed memory
     */
    synchronized boolean clear() {
        List<PrefixKey> keys = List.copyOf(this.prefixes.keySet());
        keys.forEach(this::drop);
        return !keys.isEmpty();
    }

    @Override
    public void close() {
        clear();
    }

    /**
     * A beginning.
     *
     * @param content as {@link BackboneState#save} writes it
     * @param previous the prompt that it answers
     */
    private record Prefix(Tensor content, @Nullable PrefixKey previous) {
    }

}
