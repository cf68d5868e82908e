package io.parley.compile.lfm2audio;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.parley.concurrent.Cancellation;
import io.parley.pool.Binding;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.Tensor;

/** One sequence on a backbone's graph, its caches written in place. */
final class BackboneSession implements AutoCloseable {

    private final InferenceRuntime runtime;

    private final Lfm2Config config;

    private final int capacity;

    private final Graph graph;

    private final Binding binding;

    private final Map<String, Tensor> tensors = new HashMap<>();

    private int positions;

    BackboneSession(InferenceRuntime runtime, Path file, Lfm2Config config, int capacity) {
        this.runtime = runtime;
        this.config = config;
        this.capacity = capacity;
        this.graph = runtime.load(file);
        this.binding = this.graph.bind();
        for (int i : config.convolutionLayers()) {
            state("conv_" + i, 1, config.kernel() - 1, config.width());
        }
        for (int i : config.attentionLayers()) {
            for (String name : new String[] { "k_" + i, "v_" + i }) {
                Tensor cache = state(name, 1, config.keyValueHeads(), capacity, config.headWidth());
                // what lies past the positions so far must not matter
                FloatBuffer floats = cache.floats();
                for (int at = 0; at < floats.capacity(); at++) {
                    floats.put(at, Float.NaN);
                }
            }
        }
        this.binding.input("seqlens_k", keep("seqlens_k", runtime.ints(1)));
        this.binding.input("total_len", keep("total_len", runtime.ints(1)));
        this.binding.output("hidden", keep("hidden", runtime.floats(1, config.width())));
    }

    /** Begins another sequence. */
    void restart() {
        this.positions = 0;
        for (int i : this.config.convolutionLayers()) {
            FloatBuffer state = tensor("conv_" + i).floats();
            state.put(0, new float[state.capacity()]);
        }
    }

    /**
     * Feeds positions.
     * @return the hidden state after the last
     */
    float[] run(float[] embeds) {
        return run(embeds, Map.of());
    }

    /**
     * Feeds positions.
     * @param stages values between to be kept, [1, positions, width] each, and of how
     * many positions they are
     * @return the hidden state after the last
     */
    float[] run(float[] embeds, Map<String, Integer> stages) {
        int count = embeds.length / this.config.width();
        this.positions += count;
        tensor("seqlens_k").ints().put(0, this.positions - 1);
        tensor("total_len").ints().put(0, this.positions);
        try (Tensor input = this.runtime.floats(1, count, this.config.width())) {
            input.floats().put(0, embeds);
            this.binding.input("embeds", input);
            stages.forEach((stage, positions) -> this.binding.output(stage,
                    keep(stage, this.runtime.floats(1, positions, this.config.width()))));
            this.binding.run(Cancellation.never());
        }
        return floats("hidden");
    }

    /** Everything in a tensor, by the name of its value. */
    float[] floats(String name) {
        FloatBuffer buffer = tensor(name).floats();
        float[] values = new float[buffer.capacity()];
        buffer.get(0, values);
        return values;
    }

    /** The part of a cache that is filled, [heads, positions, head width]. */
    float[] cache(String name) {
        float[] all = floats(name);
        int row = this.config.headWidth();
        float[] filled = new float[this.config.keyValueHeads() * this.positions * row];
        for (int head = 0; head < this.config.keyValueHeads(); head++) {
            System.arraycopy(all, head * this.capacity * row, filled, head * this.positions * row,
                    this.positions * row);
        }
        return filled;
    }

    @Override
    public void close() {
        this.binding.close();
        this.tensors.values().forEach(Tensor::close);
        this.graph.close();
    }

    private Tensor state(String name, long... shape) {
        Tensor state = keep(name, this.runtime.floats(shape));
        this.binding.input("past_" + name, state).output("present_" + name, state);
        return state;
    }

    private Tensor tensor(String name) {
        return this.tensors.get(name);
    }

    private Tensor keep(String name, Tensor tensor) {
        this.tensors.put(name, tensor);
        return tensor;
    }

}
