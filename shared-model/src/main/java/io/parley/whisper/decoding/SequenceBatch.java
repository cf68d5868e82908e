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

    private final Tensor bestTokens;

    private final Tensor bestLogProbabilities;

    /** One more than texts: of each text one may be its end. */
    private final int best;

    private final Biases biases;

    private final Tensor tokens;

    private final Tensor position;

    private final Tensor lastPosition;

    private final Tensor totalLength;

    private final float[][] scores;

    SequenceBatch(InferenceRuntime runtime, Graph decoder, WhisperDimensions dimensions, Map<String, Tensor> caches,
            Biases biases, int count) {
        this.runtime = runtime;
        this.decoder = decoder.bind();
        this.logits = keep(runtime.floats(count, dimensions.vocabulary()));
        this.best = count + 1;
        this.bestTokens = keep(runtime.longs(count, this.best));
        this.bestLogProbabilities = keep(runtime.floats(count, this.best));
        this.biases = biases;
        this.tokens = keep(runtime.longs(count, 1));
        this.position = keep(runtime.longs(1));
        this.lastPosition = keep(runtime.ints(count));
        this.totalLength = keep(runtime.ints(1));
        Tensor bestCount = keep(runtime.longs(1));
        bestCount.longs().put(0, this.best);
        this.scores = new float[count][dimensions.vocabulary()];
        this.decoder.input("seqlens_k", this.lastPosition)
            .input("total_len", this.totalLength)
            .input("count", bestCount)
            .output("logits", this.logits)
            .output("best_tokens", this.bestTokens)
            .output("best_log_probabilities", this.bestLogProbabilities);
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
            run(prompt, positions, this.biases.none(), length + ids.length, cancellation);
            return scores()[0];
        }
    }

    /**
     * Appends one token to each text.
     * @param length tokens so far
     * @return the scores for each
     */
    float[][] step(int[] ids, int length, Cancellation cancellation) {
        step(ids, length, this.biases.none(), cancellation);
        return scores();
    }

    /**
     * Appends one token to each text.
     * @param length tokens so far
     * @return the likeliest words that follow each, one more than there are texts
     */
    NextTokens[] words(int[] ids, int length, Cancellation cancellation) {
        step(ids, length, this.biases.words(), cancellation);
        NextTokens[] next = new NextTokens[ids.length];
        for (int i = 0; i < ids.length; i++) {
            int[] tokens = new int[this.best];
            double[] logProbabilities = new double[this.best];
            for (int rank = 0; rank < this.best; rank++) {
                tokens[rank] = (int) this.bestTokens.longs().get(i * this.best + rank);
                logProbabilities[rank] = this.bestLogProbabilities.floats().get(i * this.best + rank);
            }
            next[i] = new NextTokens(tokens, logProbabilities);
        }
        return next;
    }

    private void step(int[] ids, int length, Tensor bias, Cancellation cancellation) {
        for (int i = 0; i < ids.length; i++) {
            this.tokens.longs().put(i, ids[i]);
        }
        this.position.longs().put(0, length);
        run(this.tokens, this.position, bias, length + 1, cancellation);
    }

    private void run(Tensor ids, Tensor positions, Tensor bias, int total, Cancellation cancellation) {
        for (int i = 0; i < this.scores.length; i++) {
            this.lastPosition.ints().put(i, total - 1);
        }
        this.totalLength.ints().put(0, total);
        this.decoder.input("tokens", ids).input("positions", positions).input("bias", bias).run(cancellation);
    }

    private float[][] scores() {
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

    /**
     * What is added to the scores of all tokens.
     *
     * @param none zeros
     * @param words negative infinity for all but words
     */
    record Biases(Tensor none, Tensor words) {
    }

}
