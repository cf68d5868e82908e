package io.parley.lfm2audio;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

import io.parley.compile.lfm2audio.Lfm2Config;
import io.parley.pool.Binding;
import io.parley.pool.InferenceRuntime;
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

    private final Map<String, Tensor> caches = new LinkedHashMap<>();

    // read by whoever counts memory
    private volatile long bytes;

    private int capacity;

    /**
     * Caches bound to the backbone.
     * @param limit most positions
     */
    KeyValueCaches(InferenceRuntime runtime, Binding binding, Lfm2Config config, int limit) {
        this.runtime = runtime;
        this.binding = binding;
        this.config = config;
        this.limit = limit;
        allocate(Math.min(FIRST_CAPACITY, limit));
    }

    /** Size now. */
    long bytes() {
        return this.bytes;
    }

    /**
     * Makes room.
     * @param used rows to be kept
     * @param needed rows, at most the limit
     */
    void reserve(int used, int needed) {
        if (needed <= this.capacity) {
            return;
        }
        int rows = this.capacity;
        while (rows < needed) {
            rows *= 2;
        }
        int before = this.capacity;
        Map<String, Tensor> old = new LinkedHashMap<>(this.caches);
        allocate(Math.min(rows, this.limit));
        old.forEach((name, tensor) -> {
            copy(tensor.floats(), before, tensor(name).floats(), used);
            tensor.close();
        });
    }

    /** Gives back what a long conversation took. */
    void shrink() {
        if (this.capacity > FIRST_CAPACITY) {
            this.caches.values().forEach(Tensor::close);
            this.caches.clear();
            allocate(FIRST_CAPACITY);
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
        for (int layer : this.config.attentionLayers()) {
            for (String kind : new String[] { "k_", "v_" }) {
                String name = kind + layer;
                Tensor cache = this.runtime.floats(1, this.config.keyValueHeads(), rows, this.config.headWidth());
                this.caches.put(name, cache);
                this.binding.input("past_" + name, cache).output("present_" + name, cache);
            }
        }
        this.capacity = rows;
        this.bytes = this.caches.values().stream().mapToLong(Tensor::bytes).sum();
    }

    @Override
    public void close() {
        this.caches.values().forEach(Tensor::close);
        this.caches.clear();
    }

}
