package io.parley.whisper.decoding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.parley.compile.whisper.CrossTensor;
import io.parley.compile.whisper.WhisperDimensions;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Binding;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.Tensor;
import io.parley.weights.DataType;

/**
 * What one caller's decoding works on: the encoder's input, the cross-attention keys and
 * values it leaves, and the self-attention caches of the texts that are followed at once,
 * all allocated once and used window after window. Not thread-safe.
 */
public final class DecoderState implements AutoCloseable {

    private final InferenceRuntime runtime;

    private final Graph graph;

    private final WhisperDimensions dimensions;

    private final Binding encoder;

    private final List<Tensor> memory = new ArrayList<>();

    private final Tensor mel;

    /** As long as the longest window. */
    private final Map<CrossTensor, Tensor> cross = new HashMap<>();

    /** By name, for all sequences. */
    private final Map<String, Tensor> caches = new HashMap<>();

    /** Of the sound that was last heard: views of the memory, as long as it is. */
    private final Map<String, Tensor> heard = new HashMap<>();

    private final SequenceBatch.Biases biases;

    private final int sequences;

    private final Map<Integer, SequenceBatch> batches = new HashMap<>();

    private int positions;

    private int length;

    /**
     * Allocates everything.
     * @param cross what the encoder leaves for the decoder
     * @param words what is added to the scores of all tokens where only words may follow
     * @param sequences how many texts are followed at once, at most
     */
    public DecoderState(InferenceRuntime runtime, Graph encoder, Graph decoder, WhisperDimensions dimensions,
            List<CrossTensor> cross, float[] words, int sequences) {
        this.runtime = runtime;
        this.graph = decoder;
        this.dimensions = dimensions;
        this.sequences = sequences;
        this.encoder = encoder.bind();
        this.mel = keep(runtime.floats(1, dimensions.mels(), 2L * dimensions.audioContext()));
        this.biases = new SequenceBatch.Biases(keep(runtime.floats(words.length)), keep(runtime.floats(words.length)));
        this.biases.words().floats().put(0, words);
        for (CrossTensor part : cross) {
            this.cross.put(part, keep(allocate(part)));
        }
        for (int layer = 0; layer < dimensions.decoderLayers(); layer++) {
            for (String kind : List.of("k_", "v_")) {
                this.caches.put(kind + layer, keep(runtime.floats(sequences, dimensions.heads(),
                        dimensions.textContext(), dimensions.headWidth())));
            }
        }
    }

    private Tensor allocate(CrossTensor part) {
        long[] shape = part.shape(this.dimensions.audioContext());
        return (part.type() == DataType.INT8) ? this.runtime.signedBytes(shape) : this.runtime.floats(shape);
    }

    private Tensor keep(Tensor tensor) {
        this.memory.add(tensor);
        return tensor;
    }

    /** Size of what is allocated. */
    public long bytes() {
        return this.memory.stream().mapToLong(Tensor::bytes).sum();
    }

    /** The longest window, in frames of 10 ms. */
    int longestWindow() {
        return 2 * this.dimensions.audioContext();
    }

    /**
     * Encodes a window of sound and forgets the text of the one before.
     * @param features log-mel, [mels, frames], row-major
     * @param frames an even number, up to the longest window
     */
    public void encode(float[] features, int frames, Cancellation cancellation) {
        forget();
        this.positions = frames / 2;
        this.mel.floats().put(0, features);
        Tensor input = view(this.mel, "mel", 1, this.dimensions.mels(), frames);
        this.encoder.input("mel", input);
        this.cross.forEach((part, tensor) -> this.encoder.output(part.name(),
                view(tensor, part.name(), part.shape(this.positions))));
        this.encoder.run(cancellation);
        this.batches.values().forEach((batch) -> batch.hear(this.heard));
    }

    private Tensor view(Tensor whole, String name, long... shape) {
        Tensor view = this.runtime.view(whole, shape);
        this.heard.put(name, view);
        return view;
    }

    private void forget() {
        this.length = 0;
        this.heard.values().forEach(Tensor::close);
        this.heard.clear();
    }

    /** How many positions of 20 ms the encoder has left of the window just heard. */
    public int positions() {
        return this.positions;
    }

    /**
     * What the decoder attends to in the window just heard: there until the next is
     * encoded, whatever is decoded meanwhile.
     * @param name of an output of the encoder
     * @return not to be closed
     */
    public Tensor cross(String name) {
        Tensor tensor = this.heard.get(name);
        if (tensor == null) {
            throw new IllegalStateException("nothing has been heard, or there is no " + name);
        }
        return tensor;
    }

    /** How many tokens each text has so far. */
    int length() {
        return this.length;
    }

    /** How many tokens a prompt may have. */
    int longestPrompt() {
        return this.dimensions.longestPrompt();
    }

    /** How many tokens may follow those so far. */
    int longestText() {
        return Math.min(this.dimensions.textContext() / 2, this.dimensions.textContext() - this.length);
    }

    /** Forgets all but the first tokens of the texts, keeps the sound. */
    void rewind(int tokens) {
        this.length = tokens;
    }

    /**
     * Appends tokens to the first text.
     * @return the scores of what comes next, one for each token of the vocabulary; valid
     * until the next call, and the caller's to change until then
     */
    float[] append(int[] tokens, Cancellation cancellation) {
        SequenceBatch one = batch(1);
        float[] scores = (tokens.length == 1) ? one.step(tokens, this.length, cancellation)[0]
                : one.prefill(tokens, this.length, cancellation);
        this.length += tokens.length;
        return scores;
    }

    /**
     * Appends one token to each of the first texts.
     * @return the scores of what comes next for each; see {@link #append}
     */
    float[][] step(int[] tokens, Cancellation cancellation) {
        float[][] scores = batch(tokens.length).step(tokens, this.length, cancellation);
        this.length++;
        return scores;
    }

    /**
     * Appends one token to each of the first texts.
     * @return the likeliest words that follow each, one more than there are texts
     */
    NextTokens[] words(int[] tokens, Cancellation cancellation) {
        NextTokens[] words = batch(tokens.length).words(tokens, this.length, cancellation);
        this.length++;
        return words;
    }

    private SequenceBatch batch(int count) {
        return this.batches.computeIfAbsent(count, (_) -> {
            SequenceBatch batch = new SequenceBatch(this.runtime, this.graph, this.dimensions, this.caches, this.biases,
                    count);
            batch.hear(this.heard);
            return batch;
        });
    }

    /**
     * Makes one text a copy of another.
     * @param alike with how many tokens, those of the prompt included, both begin already
     */
    void copy(int from, int to, int alike) {
        int width = this.dimensions.headWidth();
        int head = this.dimensions.textContext() * width;
        int text = this.dimensions.heads() * head;
        int others = (this.length - alike) * width;
        for (Tensor cache : this.caches.values()) {
            for (int at = alike * width; at < text; at += head) {
                cache.floats().put(to * text + at, cache.floats(), from * text + at, others);
            }
        }
    }

    /**
     * Runs every graph once in every shape that does not depend on the sound: a first run
     * costs several times a later one.
     */
    public void warmUp(int token) {
        Cancellation never = Cancellation.never();
        encode(new float[this.dimensions.mels() * longestWindow()], longestWindow(), never);
        append(new int[] { token, token }, never);
        append(new int[] { token }, never);
        int[] each = new int[this.sequences];
        Arrays.fill(each, token);
        step(each, never);
    }

    @Override
    public void close() {
        forget();
        this.batches.values().forEach(SequenceBatch::close);
        this.encoder.close();
        this.memory.forEach(Tensor::close);
    }

}
