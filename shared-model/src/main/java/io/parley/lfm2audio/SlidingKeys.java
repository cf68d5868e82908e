package io.parley.lfm2audio;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

import io.parley.compile.lfm2audio.SlidingAttention;
import io.parley.pool.Binding;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.Tensor;

/**
 * The keys and values that a stream's attention still sees, in buffers that the graph
 * writes in place. When they are full, the rows that are still seen move to the front.
 * Rows keep their place in the stream by their angles, which are computed anew from then
 * on, so that a stream may be of any length: attention depends on differences of angles
 * alone.
 */
final class SlidingKeys implements AutoCloseable {

    /** Rows beyond those that are seen; more of them mean fewer moves. */
    private static final int SPARE_ROWS = 256;

    private final SlidingAttention shape;

    private final int capacity;

    private final List<Tensor> caches = new ArrayList<>();

    private final Tensor cos;

    private final Tensor sin;

    private final Tensor lastRow;

    private final Tensor total;

    /** Place in the stream of the first row. */
    private long first;

    private int length;

    SlidingKeys(InferenceRuntime runtime, Binding binding, SlidingAttention shape) {
        this.shape = shape;
        this.capacity = shape.window() + SPARE_ROWS;
        this.cos = runtime.floats(this.capacity, shape.headWidth() / 2);
        this.sin = runtime.floats(this.capacity, shape.headWidth() / 2);
        this.lastRow = runtime.ints(1);
        this.total = runtime.ints(1);
        binding.input("cos", this.cos)
            .input("sin", this.sin)
            .input("seqlens_k", this.lastRow)
            .input("total_len", this.total);
        for (int layer : shape.layers()) {
            for (String kind : List.of("k_", "v_")) {
                Tensor cache = runtime.floats(1, shape.heads(), this.capacity, shape.headWidth());
                this.caches.add(cache);
                binding.input("past_" + kind + layer, cache).output("present_" + kind + layer, cache);
            }
        }
        restart(0);
    }

    /** How many steps a run may have. */
    int maxSteps() {
        return SPARE_ROWS;
    }

    /**
     * Prepares a run.
     * @param steps how many it appends
     * @return the row of the first of them
     */
    int append(int steps) {
        if (steps > maxSteps()) {
            throw new IllegalArgumentException(steps + " steps in one run");
        }
        if (this.length + steps > this.capacity) {
            keep(this.shape.window() - 1);
        }
        int row = this.length;
        this.length += steps;
        this.lastRow.ints().put(0, this.length - 1);
        this.total.ints().put(0, this.length);
        return row;
    }

    /** The place in the stream of a row. */
    long position(int row) {
        return this.first + row;
    }

    /**
     * Forgets everything.
     * @param position of the next step in the stream
     */
    void restart(long position) {
        this.first = position;
        this.length = 0;
        writeAngles();
    }

    long bytes() {
        return this.cos.bytes() + this.sin.bytes() + this.caches.stream().mapToLong(Tensor::bytes).sum();
    }

    private void keep(int rows) {
        int dropped = this.length - rows;
        int width = this.shape.headWidth();
        for (Tensor cache : this.caches) {
            FloatBuffer content = cache.floats();
            for (int head = 0; head < this.shape.heads(); head++) {
                int start = head * this.capacity * width;
                content.put(start, content, start + dropped * width, rows * width);
            }
        }
        this.first += dropped;
        this.length = rows;
        writeAngles();
    }

    private void writeAngles() {
        int pairs = this.shape.headWidth() / 2;
        for (int pair = 0; pair < pairs; pair++) {
            double frequency = Math.pow(this.shape.theta(), -(double) pair / pairs);
            for (int row = 0; row < this.capacity; row++) {
                double angle = position(row) * frequency;
                this.cos.floats().put(row * pairs + pair, (float) Math.cos(angle));
                this.sin.floats().put(row * pairs + pair, (float) Math.sin(angle));
            }
        }
    }

    @Override
    public void close() {
        this.caches.forEach(Tensor::close);
        this.cos.close();
        this.sin.close();
        this.lastRow.close();
        this.total.close();
    }

}
