package io.parley.whisper;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.parley.compile.whisper.WhisperDimensions;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Binding;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.Tensor;

/**
 * What one caller's decoding works on: the encoder's input, the cross-attention keys and
 * values it leaves, and a self-attention cache that is past and present at once, all
 * allocated once and used window after window. Not thread-safe.
 */
final class DecoderState implements AutoCloseable {

    private final List<Tensor> tensors = new ArrayList<>();

    /** By name. */
    private final Map<String, Tensor> cross = new HashMap<>();

    private final InferenceRuntime runtime;

    private final WhisperDimensions dimensions;

    private final Binding encoder;

    private final Binding decoder;

    private final Tensor mel;

    private final Tensor logits;

    private final Tensor token;

    private final Tensor position;

    private final Tensor lastPosition;

    private final Tensor totalLength;

    private final float[] scores;

    private int length;

    DecoderState(InferenceRuntime runtime, Graph encoder, Graph decoder, WhisperDimensions dimensions) {
        this.runtime = runtime;
        this.dimensions = dimensions;
        this.encoder = encoder.bind();
        this.decoder = decoder.bind();
        this.mel = keep(runtime.floats(1, dimensions.mels(), 2L * dimensions.audioContext()));
        this.logits = keep(runtime.floats(1, dimensions.vocabulary()));
        this.token = keep(runtime.longs(1, 1));
        this.position = keep(runtime.longs(1));
        this.lastPosition = keep(runtime.ints(1));
        this.totalLength = keep(runtime.ints(1));
        this.scores = new float[dimensions.vocabulary()];
        this.encoder.input("mel", this.mel);
        this.decoder.input("seqlens_k", this.lastPosition)
            .input("total_len", this.totalLength)
            .output("logits", this.logits);
        for (int layer = 0; layer < dimensions.decoderLayers(); layer++) {
            for (String kind : List.of("k", "v")) {
                Tensor cross = keep(
                        runtime.floats(1, dimensions.heads(), dimensions.audioContext(), dimensions.headWidth()));
                Tensor cache = keep(
                        runtime.floats(1, dimensions.heads(), dimensions.textContext(), dimensions.headWidth()));
                String name = kind + "_" + layer;
                this.cross.put("cross_" + name, cross);
                this.encoder.output("cross_" + name, cross);
                this.decoder.input("cross_" + name, cross)
                    .input("past_" + name, cache)
                    .output("present_" + name, cache);
            }
        }
    }

    private Tensor keep(Tensor tensor) {
        this.tensors.add(tensor);
        return tensor;
    }

    long bytes() {
        return this.tensors.stream().mapToLong(Tensor::bytes).sum();
    }

    /**
     * Encodes a window of sound and forgets the text of the one before.
     * @param features log-mel, [80, 3000], row-major
     */
    void encode(float[] features, Cancellation cancellation) {
        this.mel.floats().put(0, features);
        this.encoder.run(cancellation);
        restart();
    }

    /** Forgets the text so far, keeps the sound. */
    void restart() {
        this.length = 0;
    }

    /**
     * What the decoder attends to in the window just heard: there until the next is
     * encoded, whatever is decoded meanwhile.
     * @param name {@code cross_k_i} or {@code cross_v_i}, for layer i
     * @return float32 [1, heads, positions, head width]; not to be closed
     */
    Tensor cross(String name) {
        Tensor tensor = this.cross.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("there is no " + name);
        }
        return tensor;
    }

    /** How many more tokens fit. */
    int room() {
        return this.dimensions.textContext() - this.length;
    }

    /**
     * Appends tokens to the text.
     * @return the scores of what comes next, one for each token of the vocabulary; valid
     * until the next call, and the caller's to change until then
     */
    float[] append(List<Integer> ids, Cancellation cancellation) {
        if (ids.size() == 1) {
            return append(ids.getFirst(), cancellation);
        }
        try (Tensor tokens = this.runtime.longs(1, ids.size()); Tensor positions = this.runtime.longs(ids.size())) {
            for (int i = 0; i < ids.size(); i++) {
                tokens.longs().put(i, ids.get(i));
                positions.longs().put(i, this.length + i);
            }
            return run(tokens, positions, ids.size(), cancellation);
        }
    }

    /** Appends one token to the text; see {@link #append(List, Cancellation)}. */
    float[] append(int id, Cancellation cancellation) {
        this.token.longs().put(0, id);
        this.position.longs().put(0, this.length);
        return run(this.token, this.position, 1, cancellation);
    }

    private float[] run(Tensor tokens, Tensor positions, int count, Cancellation cancellation) {
        this.length += count;
        this.lastPosition.ints().put(0, this.length - 1);
        this.totalLength.ints().put(0, this.length);
        this.decoder.input("tokens", tokens).input("positions", positions).run(cancellation);
        this.logits.floats().get(0, this.scores);
        return this.scores;
    }

    @Override
    public void close() {
        this.encoder.close();
        this.decoder.close();
        this.tensors.forEach(Tensor::close);
    }

}
