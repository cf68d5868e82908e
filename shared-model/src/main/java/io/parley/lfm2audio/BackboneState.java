package io.parley.lfm2audio;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

import io.parley.compile.lfm2audio.Lfm2BackboneGraph;
import io.parley.compile.lfm2audio.Lfm2Config;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Binding;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.MemoryAllowance;
import io.parley.pool.ModelParts;
import io.parley.pool.Tensor;

/**
 * One sequence in the backbone: the positions so far, as the caches hold them, and the
 * hidden state after the last. Not thread-safe.
 */
final class BackboneState implements AutoCloseable {

    private final InferenceRuntime runtime;

    private final Lfm2Config config;

    private final Binding several;

    private final Binding one;

    private final KeyValueCaches caches;

    /** All that is to be closed. */
    private final ModelParts parts = new ModelParts();

    private final List<Tensor> convolutions = new ArrayList<>();

    private final Tensor lastPosition;

    private final Tensor total;

    private final Tensor single;

    private final Tensor hidden;

    private int length;

    /**
     * A state of no positions.
     * @param allowance asked before the caches grow
     * @param cacheTensors makes the caches
     */
    BackboneState(InferenceRuntime runtime, BackboneGraphs graphs, Lfm2Config config, MemoryAllowance allowance,
            KeyValueCaches.FloatTensors cacheTensors) {
        this.runtime = runtime;
        this.config = config;
        try {
            List<Binding> bindings = graphs.bind();
            bindings.forEach(this.parts::add);
            this.several = bindings.getFirst();
            this.one = bindings.getLast();
            this.caches = this.parts.add(new KeyValueCaches(cacheTensors, bindings, config, limit(), allowance));
            for (int layer : config.convolutionLayers()) {
                Tensor state = this.parts.add(runtime.floats(1, config.kernel() - 1, config.width()));
                this.convolutions.add(state);
                bindings.forEach(
                        (binding) -> binding.input("past_conv_" + layer, state).output("present_conv_" + layer, state));
            }
            this.lastPosition = this.parts.add(runtime.ints(1));
            this.total = this.parts.add(runtime.ints(1));
            this.single = this.parts.add(runtime.floats(1, 1, config.width()));
            this.hidden = this.parts.add(runtime.floats(1, config.width()));
            bindings.forEach((binding) -> binding.input("seqlens_k", this.lastPosition)
                .input("total_len", this.total)
                .output("hidden", this.hidden));
        }
        catch (Throwable ex) {
            this.parts.close();
            throw ex;
        }
    }

    /** The longest sequence, in positions. */
    int limit() {
        return Math.min(Lfm2BackboneGraph.CONTEXT, this.config.maxPositions());
    }

    /** How many more positions fit. */
    int room() {
        return limit() - this.length;
    }

    /**
     * How many positions to append in one run, at most: more would take too much memory.
     */
    int chunk() {
        return PrefillChunk.positions(this.config.heads(), this.length);
    }

    /**
     * The state after the last position, float32 [1, width], written anew by each run.
     */
    Tensor hidden() {
        return this.hidden;
    }

    /** Forgets everything. */
    void restart() {
        this.length = 0;
        for (Tensor state : this.convolutions) {
            state.floats().put(0, new float[state.floats().capacity()]);
        }
    }

    /** Gives back what a long sequence took, and forgets it. */
    void shrink() {
        this.caches.shrink();
        restart();
    }

    /**
     * Appends positions.
     * @param embeddings [positions, width], from the buffer's position to its limit
     * @throws IllegalArgumentException if they do not fit
     * @throws io.parley.pool.PoolException.Saturated if the memory budget has no room
     */
    void append(FloatBuffer embeddings, Cancellation cancellation) {
        int count = embeddings.remaining() / this.config.width();
        if (count > room()) {
            throw new IllegalArgumentException(count + " positions where there is room for " + room());
        }
        this.caches.reserve(this.length, this.length + count);
        if (count == 1) {
            run(this.one, this.single, embeddings, cancellation);
            return;
        }
        try (Tensor input = this.runtime.floats(1, count, this.config.width())) {
            run(this.several, input, embeddings, cancellation);
        }
    }

    private void run(Binding binding, Tensor input, FloatBuffer embeddings, Cancellation cancellation) {
        input.floats().put(0, embeddings, embeddings.position(), embeddings.remaining());
        this.length += embeddings.remaining() / this.config.width();
        this.lastPosition.ints().put(0, this.length - 1);
        this.total.ints().put(0, this.length);
        binding.input("embeds", input).run(cancellation);
    }

    /** How many values {@link #save} writes. */
    int savedSize() {
        return this.caches.size(this.length) + this.hidden.floats().capacity()
                + this.convolutions.stream().mapToInt((state) -> state.floats().capacity()).sum();
    }

    /**
     * Copies everything out.
     * @param target gets {@link #savedSize} values from its beginning
     */
    void save(FloatBuffer target) {
        FloatBuffer values = target.duplicate().clear();
        values.put(this.hidden.floats().duplicate().clear());
        this.convolutions.forEach((state) -> values.put(state.floats().duplicate().clear()));
        this.caches.save(values, this.length);
    }

    /**
     * Makes room before anything is in it.
     * @throws io.parley.pool.PoolException.Saturated if the memory budget has none
     */
    void reserve(int positions) {
        this.caches.reserve(0, positions);
    }

    /**
     * Takes another sequence's place.
     * @param source what {@link #save} wrote
     * @param positions of that sequence, for which there is room
     */
    void restore(FloatBuffer source, int positions) {
        FloatBuffer values = source.duplicate().clear();
        copy(values, this.hidden);
        this.convolutions.forEach((state) -> copy(values, state));
        this.caches.restore(values, positions);
        this.length = positions;
    }

    private static void copy(FloatBuffer source, Tensor target) {
        int count = target.floats().capacity();
        target.floats().put(0, source, source.position(), count);
        source.position(source.position() + count);
    }

    /** Where the sequence is, to come back to later. */
    Mark mark() {
        return new Mark(this.length, this.convolutions.stream().map(BackboneState::copy).toList(), copy(this.hidden));
    }

    /** Forgets what was appended after a mark of the same sequence. */
    void rewind(Mark mark) {
        this.length = mark.length();
        for (int i = 0; i < this.convolutions.size(); i++) {
            this.convolutions.get(i).floats().put(0, mark.convolutions().get(i));
        }
        this.hidden.floats().put(0, mark.hidden());
    }

    private static float[] copy(Tensor tensor) {
        float[] values = new float[tensor.floats().capacity()];
        tensor.floats().get(0, values);
        return values;
    }

    long bytes() {
        return this.caches.bytes() + this.convolutions.stream().mapToLong(Tensor::bytes).sum() + this.single.bytes()
                + this.hidden.bytes();
    }

    @Override
    public void close() {
        this.parts.close();
    }

    /**
     * A place in a sequence.
     *
     * @param length positions before it
     * @param convolutions states of the convolution layers
     * @param hidden state after the last position
     */
    record Mark(int length, List<float[]> convolutions, float[] hidden) {
    }

}
