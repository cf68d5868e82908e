package io.parley.lfm2audio;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

import io.parley.compile.lfm2audio.Lfm2Config;
import io.parley.pool.Binding;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.MemoryAllowance;
import io.parley.pool.Tensor;

/**
 * The backbone's keys and values, past and present at once. They begin small and double
 * when they are full, so that a short conversation does not pay for a long one. Not
 * thread-safe.
 */
final class KeyValueCaches implements AutoCloseable {

    private static final int FIRST_CAPACITY = 1024;

    private final InferenceRuntime runtime;

    private final Binding binding;

    private final Lfm2Config config;

    private final int limit;

    private final MemoryAllowance allowance;

    private final Map<String, Tensor> caches = new LinkedHashMap<>();

    // read by whoever counts memory
    private volatile long bytes;

    private int capacity;

    /**
     * Caches bound to the backbone.
     * @param limit most positions
     * @param allowance asked before they grow
     */
    KeyValueCaches(InferenceRuntime runtime, Binding binding, Lfm2Config config, int limit, MemoryAllowance allowance) {
        this.runtime = runtime;
        this.binding = binding;
        this.config = config;
        this.limit = limit;
        this.allowance = allowance;
        allocate(Math.min(FIRST_CAPACITY, limit));
        this.bytes = bytes(this.capacity);
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
     * everything is as before
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
        int before = this.capacity;
        long bytesBefore = this.bytes;
        // while rows are copied, the old caches are there as well
        this.bytes = bytesBefore + bytes(rows);
        try {
            this.allowance.require();
        }
        catch (RuntimeException ex) {
            this.bytes = bytesBefore;
            throw ex;
        }
        Map<String, Tensor> old = new LinkedHashMap<>(this.caches);
        try {
            allocate(rows);
            old.forEach((name, tensor) -> copy(tensor.floats(), before, tensor(name).floats(), used));
        }
        finally {
            old.values().forEach(Tensor::close);
        }
        this.bytes = bytes(rows);
    }

    private long bytes(int rows) {
        return 2L * this.config.attentionLayers().size() * this.config.keyValueHeads() * rows * this.config.headWidth()
                * Float.BYTES;
    }

    /** Gives back what a long conversation took. */
    void shrink() {
        if (this.capacity > FIRST_CAPACITY) {
            this.caches.values().forEach(Tensor::close);
            this.caches.clear();
            allocate(FIRST_CAPACITY);
            this.bytes = bytes(FIRST_CAPACITY);
        }
    }

    private Tensor tensor(String name) {
        Tensor tensor = this.caches.get(name);
        if (tensor == null) {
            throw new IllegalStateException("no cache " + name);
        }
        return tensor;
    }

    private void copy(FloatBuffer from, int fromRows, FloatBuffer to, int used) {
        int width = this.config.headWidth();
        for (int head = 0; head < this.config.keyValueHeads(); head++) {
            to.put(head * this.capacity * width, from, head * fromRows * width, used * width);
        }
    }

    private void allocate(int rows) {
        this.capacity = rows;
        for (int layer : this.config.attentionLayers()) {
            for (String kind : new String[] { "k_", "v_" }) {
                String name = kind + layer;
                Tensor cache = this.runtime.floats(1, this.config.keyValueHeads(), rows, this.config.headWidth());
                this.caches.put(name, cache);
                this.binding.input("past_" + name, cache).output("present_" + name, cache);
            }
        }
    }

    @Override
    public void close() {
        this.caches.values().forEach(Tensor::close);
        this.caches.clear();
    }

}
