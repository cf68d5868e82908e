package io.parley.lfm2audio;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.parley.compile.lfm2audio.Lfm2Config;
import io.parley.pool.Binding;
import io.parley.pool.MemoryAllowance;
import io.parley.pool.Tensor;

/**
 * The backbone's keys and values, past and present at once. They begin small and double
 * when they are full, so that a short conversation does not pay for a long one. Not
 * thread-safe.
 */
final class KeyValueCaches implements AutoCloseable {

    private static final int FIRST_CAPACITY = 1024;

    private final FloatTensors tensors;

    private final List<Binding> bindings;

    private final Lfm2Config config;

    private final int limit;

    private final MemoryAllowance allowance;

    private Map<String, Tensor> caches = Map.of();

    // read by whoever counts memory
    private volatile long bytes;

    private int capacity;

    /**
     * Caches bound to the backbone.
     * @param tensors makes them
     * @param bindings of all graphs that use them
     * @param limit most positions
     * @param allowance asked before they grow
     */
    KeyValueCaches(FloatTensors tensors, List<Binding> bindings, Lfm2Config config, int limit,
            MemoryAllowance allowance) {
        this.tensors = tensors;
        this.bindings = List.copyOf(bindings);
        this.config = config;
        this.limit = limit;
        this.allowance = allowance;
        int first = Math.min(FIRST_CAPACITY, limit);
        use(allocate(first), first);
    }

    /** Size now. */
    long bytes() {
        return this.bytes;
    }

    /**
     * Makes room.
     * @param used rows to be kept
     * @param needed rows, at most the limit
     * @throws io.parley.pool.PoolException.Saturated if the memory budget has no room;
     * everything is as before, as it is if the memory cannot be allocated
     */
    void reserve(int used, int needed) {
        if (needed <= this.capacity) {
            return;
        }
        int rows = this.capacity;
        while (rows < needed) {
            rows *= 2;
        }
        grow(used, Math.min(rows, this.limit));
    }

    private void grow(int used, int rows) {
        long bytesBefore = this.bytes;
        // while rows are copied, the old caches are there as well
        this.bytes = bytesBefore + bytes(rows);
        Map<String, Tensor> larger;
        try {
            this.allowance.require();
            larger = allocate(rows);
        }
        catch (Throwable ex) {
            this.bytes = bytesBefore;
            throw ex;
        }
        this.caches.forEach((name, tensor) -> copy(tensor, cache(larger, name), rows, used));
        use(larger, rows);
    }

    private long bytes(int rows) {
        return 2L * this.config.attentionLayers().size() * this.config.keyValueHeads() * rows * this.config.headWidth()
                * Float.BYTES;
    }

    /** How many values so many positions have. */
    int size(int rows) {
        return Math.toIntExact(bytes(rows) / Float.BYTES);
    }

    /**
     * Copies the first rows out.
     * @param target gets {@link #size} values at its position, which moves past them
     */
    void save(FloatBuffer target, int rows) {
        int count = rows * this.config.headWidth();
        for (Tensor cache : this.caches.values()) {
            for (int head = 0; head < this.config.keyValueHeads(); head++) {
                target.put(cache.floats().slice(head * this.capacity * this.config.headWidth(), count));
            }
        }
    }

    /**
     * Copies the first rows back, in caches with room for them.
     * @param source gives what {@link #save} wrote, from its position on
     */
    void restore(FloatBuffer source, int rows) {
        int count = rows * this.config.headWidth();
        for (Tensor cache : this.caches.values()) {
            for (int head = 0; head < this.config.keyValueHeads(); head++) {
                cache.floats().put(head * this.capacity * this.config.headWidth(), source, source.position(), count);
                source.position(source.position() + count);
            }
        }
    }

    /** Gives back what a long conversation took. */
    void shrink() {
        if (this.capacity > FIRST_CAPACITY) {
            use(allocate(FIRST_CAPACITY), FIRST_CAPACITY);
        }
    }

    private static Tensor cache(Map<String, Tensor> caches, String name) {
        return Objects.requireNonNull(caches.get(name), name);
    }

    private void copy(Tensor from, Tensor to, int rows, int used) {
        FloatBuffer source = from.floats();
        int width = this.config.headWidth();
        for (int head = 0; head < this.config.keyValueHeads(); head++) {
            to.floats().put(head * rows * width, source, head * this.capacity * width, used * width);
        }
    }

    /** All of them or none; those in use stay as they are. */
    private Map<String, Tensor> allocate(int rows) {
        Map<String, Tensor> allocated = new LinkedHashMap<>();
        try {
            for (int layer : this.config.attentionLayers()) {
                for (String kind : new String[] { "k_", "v_" }) {
                    allocated.put(kind + layer,
                            this.tensors.zeros(1, this.config.keyValueHeads(), rows, this.config.headWidth()));
                }
            }
            return allocated;
        }
        catch (Throwable ex) {
            allocated.values().forEach(Tensor::close);
            throw ex;
        }
    }

    /** Puts caches in the place of those in use. */
    private void use(Map<String, Tensor> fresh, int rows) {
        Map<String, Tensor> replaced = this.caches;
        for (Binding binding : this.bindings) {
            fresh.forEach((name, cache) -> binding.input("past_" + name, cache).output("present_" + name, cache));
        }
        this.caches = fresh;
        this.capacity = rows;
        this.bytes = bytes(rows);
        replaced.values().forEach(Tensor::close);
    }

    @Override
    public void close() {
        this.caches.values().forEach(Tensor::close);
        this.caches = Map.of();
    }

    /** Where tensors come from; one that cannot be had is an exception or an error. */
    @FunctionalInterface
    interface FloatTensors {

        /** A float32 tensor of zeros, the caller's to close. */
        Tensor zeros(long... shape);

    }

}
