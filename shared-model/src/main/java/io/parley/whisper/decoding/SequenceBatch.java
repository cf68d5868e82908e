package io.parley.whisper.decoding;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.parley.compile.whisper.WhisperDimensions;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Binding;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.Tensor;

/**
 * The decoder bound for a number of texts that grow in step, each with its own cache:
 * past and present in one. Not thread-safe.
 */
final class SequenceBatch implements AutoCloseable {

    private final List<Tensor> tensors = new ArrayList<>();

    private final InferenceRuntime runtime;

    private final Binding decoder;

    private final Tensor logits;

    private final Tensor tokens;

    private final Tensor position;

    private final Tensor lastPosition;

    private final Tensor totalLength;

    private final float[][] scores;

    SequenceBatch(InferenceRuntime runtime, Graph decoder, WhisperDimensions dimensions, Map<String, Tensor> caches,
            int count) {
        this.runtime = runtime;
        this.decoder = decoder.bind();
        this.logits = keep(runtime.floats(count, dimensions.vocabulary()));
        this.tokens = keep(runtime.longs(count, 1));
        this.position = keep(runtime.longs(1));
        this.lastPosition = keep(runtime.ints(count));
        this.totalLength = keep(runtime.ints(1));
        this.scores = new float[count][dimensions.vocabulary()];
        this.decoder.input("seqlens_k", this.lastPosition)
            .input("total_len", this.totalLength)
            .output("logits", this.logits);
        caches.forEach((name, cache) -> {
            Tensor used = keep(
                    runtime.view(cache, count, dimensions.heads(), dimensions.textContext(), dimensions.headWidth()));
            this.decoder.input("past_" + name, used).output("present_" + name, used);
        });
    }

    private Tensor keep(Tensor tensor) {
        this.tensors.add(tensor);
        return tensor;
    }

    /** Attends to another window from here on. */
    void hear(Map<String, Tensor> encoded) {
        encoded.forEach((name, tensor) -> {
            if (name.startsWith("cross_")) {
                this.decoder.input(name, tensor);
            }
        });
    }

    /**
     * Appends several tokens to a batch of one.
     * @param length tokens so far
     * @return the scores after the last
     */
    float[] prefill(int[] ids, int length, Cancellation cancellation) {
        try (Tensor prompt = this.runtime.longs(1, ids.length); Tensor positions = this.runtime.longs(ids.length)) {
            for (int i = 0; i < ids.length; i++) {
                prompt.longs().put(i, ids[i]);
                positions.longs().put(i, length + i);
            }
            return run(prompt, positions, length + ids.length, cancellation)[0];
        }
    }

    /**
     * Appends one token to each text.
     * @param length tokens so far
     * @return the scores for each
     */
    float[][] step(int[] ids, int length, Cancellation cancellation) {
        for (int i = 0; i < ids.length; i++) {
            this.tokens.longs().put(i, ids[i]);
        }
        this.position.longs().put(0, length);
        return run(this.tokens, this.position, length + 1, cancellation);
    }

    private float[][] run(Tensor ids, Tensor positions, int total, Cancellation cancellation) {
        for (int i = 0; i < this.scores.length; i++) {
            this.lastPosition.ints().put(i, total - 1);
        }
        this.totalLength.ints().put(0, total);
        this.decoder.input("tokens", ids).input("positions", positions).run(cancellation);
        for (int i = 0; i < this.scores.length; i++) {
            this.logits.floats().get(i * this.scores[i].length, this.scores[i]);
        }
        return this.scores;
    }

    @Override
    public void close() {
        this.decoder.close();
        this.tensors.forEach(Tensor::close);
    }

}
