package io.parley.llama;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

import io.parley.concurrent.Cancellation;
import io.parley.generation.KeyValueCaches;
import io.parley.generation.PrefillChunk;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.MemoryAllowance;
import io.parley.pool.ModelParts;
import io.parley.pool.Tensor;
import io.parley.pool.Binding;

/**
 * One sequence in the model: the tokens that its caches hold, and the logits after the
 * last. It keeps them from one conversation to the next, so that what both begin with is
 * read once. Not thread-safe.
 */
final class LlamaState implements AutoCloseable {

    /** Caches of longer sequences are given back after use. */
    private static final int KEPT_POSITIONS = 4096;

    /**
     * A shorter common beginning is read again: that costs little, and an answer does not
     * depend in its last digits on what was read before.
     */
    static final int WORTH_KEEPING = 64;

    private final InferenceRuntime runtime;

    private final LlamaParts parts;

    private final Binding binding;

    private final KeyValueCaches caches;

    private final ModelParts closeables = new ModelParts();

    private final Tensor lastPosition;

    private final Tensor total;

    private final Tensor single;

    private final Tensor logits;

    private int[] tokens = {};

    private int length;

    /**
     * A state that holds nothing.
     * @param allowance asked before the caches grow
     */
    LlamaState(InferenceRuntime runtime, LlamaParts parts, MemoryAllowance allowance) {
        this.runtime = runtime;
        this.parts = parts;
        try {
            this.binding = this.closeables.add(parts.graph().bind());
            this.caches = this.closeables.add(
                    new KeyValueCaches(runtime::floats, List.of(this.binding), parts.cacheShape(), limit(), allowance));
            this.lastPosition = this.closeables.add(runtime.ints(1));
            this.total = this.closeables.add(runtime.ints(1));
            this.single = this.closeables.add(runtime.floats(1, 1, parts.config().width()));
            this.logits = this.closeables.add(runtime.floats(1, parts.config().vocabulary()));
        }
        catch (Throwable ex) {
            this.closeables.close();
            throw ex;
        }
        this.binding.input("seqlens_k", this.lastPosition).input("total_len", this.total).output("logits", this.logits);
    }

    /** The longest sequence, in tokens. */
    int limit() {
        return this.parts.config().positions();
    }

    /** How many tokens of a sequence it holds already, from the first. */
    int common(int[] sequence) {
        int most = Math.min(this.length, sequence.length);
        int common = Arrays.mismatch(this.tokens, 0, most, sequence, 0, most);
        return (common < 0) ? most : common;
    }

    /**
     * Makes a sequence what it holds, reading what it does not hold yet.
     * @param sequence no longer than the limit
     */
    void read(int[] sequence, Cancellation cancellation) {
        // the logits are those of the last run: one token is read in any case
        int common = Math.min(common(sequence), sequence.length - 1);
        this.length = (common < WORTH_KEEPING) ? 0 : common;
        while (this.length < sequence.length) {
            int chunk = PrefillChunk.positions(this.parts.config().heads(), this.length);
            append(Arrays.copyOfRange(sequence, this.length, Math.min(sequence.length, this.length + chunk)),
                    cancellation);
        }
    }

    /** Appends one token. */
    void append(int token, Cancellation cancellation) {
        reserve(1);
        this.parts.embeddings().read(token, this.single.floats().rewind());
        run(this.single, 1, cancellation);
        this.tokens[this.length++] = token;
    }

    private void append(int[] more, Cancellation cancellation) {
        reserve(more.length);
        try (Tensor input = this.runtime.floats(1, more.length, this.parts.config().width())) {
            FloatBuffer target = input.floats().rewind();
            for (int token : more) {
                this.parts.embeddings().read(token, target);
            }
            run(input, more.length, cancellation);
        }
        System.arraycopy(more, 0, this.tokens, this.length, more.length);
        this.length += more.length;
    }

    private void reserve(int count) {
        int needed = this.length + count;
        this.caches.reserve(this.length, needed);
        if (needed > this.tokens.length) {
            this.tokens = Arrays.copyOf(this.tokens, Math.min(Math.max(needed, 2 * this.tokens.length), limit()));
        }
    }

    // rows before the new ones stay as they are, also if the run is cancelled midway
    private void run(Tensor input, int count, Cancellation cancellation) {
        this.lastPosition.ints().put(0, this.length + count - 1);
        this.total.ints().put(0, this.length + count);
        this.binding.input("embeds", input).run(cancellation);
    }

    /** The logits after the last token, written anew by each run. */
    FloatBuffer logits() {
        return this.logits.floats();
    }

    /** Gives back what a long sequence took. */
    void shrink() {
        if (this.length > KEPT_POSITIONS) {
            this.length = 0;
            this.caches.shrink();
        }
    }

    long bytes() {
        return this.caches.bytes() + this.single.bytes() + this.logits.bytes();
    }

    @Override
    public void close() {
        this.closeables.close();
    }

}
