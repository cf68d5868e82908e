package io.parley.whisper;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.parley.audio.LogMelSpectrogram;
import io.parley.compile.whisper.CrossTensor;
import io.parley.compile.whisper.WhisperAligner;
import io.parley.compile.whisper.WhisperDimensions;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.LoadedModel;
import io.parley.pool.MemoryAllowance;
import io.parley.text.Tokenizer;
import io.parley.whisper.alignment.WordAligner;
import io.parley.whisper.decoding.DecoderState;
import io.parley.whisper.decoding.DecodingModel;
import io.parley.whisper.decoding.WhisperVocabulary;

/**
 * A loaded Whisper checkpoint: its graphs, its tokenizer, and decoder states to lend.
 */
final class WhisperModel implements LoadedModel {

    /**
     * Windows of one sound at a time, at most. With more threads than that a window is
     * done sooner on all of them than so many windows are on one each.
     */
    private static final int MOST_WINDOWS = 4;

    private final InferenceRuntime runtime;

    private final Graph encoder;

    private final Graph decoder;

    private final WhisperDimensions dimensions;

    private final List<CrossTensor> cross;

    private final Tokenizer tokenizer;

    private final DecodingModel decoding;

    private final long residentBytes;

    private final LazyAligner aligner;

    private final int mostSpares;

    private final long stateBytes;

    private volatile MemoryAllowance memory = MemoryAllowance.unlimited();

    // guarded by this
    private int spares;

    /** So many were lent at once, at most; written under the lock. */
    private volatile int madeSpares;

    private final ConcurrentLinkedDeque<DecoderState> idle = new ConcurrentLinkedDeque<>();

    /**
     * Puts a model together.
     * @param cross what the encoder leaves for the decoder
     * @param aligner the graph that places words, loaded when it is first asked for
     * @param graphBytes weight of the graphs in memory
     * @param states how many callers may decode at a time, one window each
     */
    WhisperModel(InferenceRuntime runtime, Graph encoder, Graph decoder, WhisperDimensions dimensions,
            List<CrossTensor> cross, Tokenizer tokenizer, DecodingModel decoding, WhisperAligner aligner,
            long graphBytes, int states) {
        this.runtime = runtime;
        this.encoder = encoder;
        this.decoder = decoder;
        this.dimensions = dimensions;
        this.cross = List.copyOf(cross);
        this.tokenizer = tokenizer;
        this.decoding = decoding;
        this.aligner = new LazyAligner(runtime, aligner);
        DecoderState first = newState();
        int most = runtime.mostSideBySide();
        this.mostSpares = (most <= MOST_WINDOWS) ? most - 1 : 0;
        this.stateBytes = first.bytes();
        this.residentBytes = graphBytes + states * this.stateBytes;
        this.idle.push(first);
    }

    /**
     * What the decoder is told of a caller's words: of a long text the last tokens.
     * @param words null for none
     */
    List<Integer> prompt(@Nullable String words) {
        List<Integer> tokens = new ArrayList<>();
        if (words != null && !words.isBlank()) {
            for (int id : this.tokenizer.encodePlain(" " + words.strip())) {
                // written-out control tokens are no prompt
                if (id < vocabulary().endOfText()) {
                    tokens.add(id);
                }
            }
        }
        return List.copyOf(tokens.subList(Math.max(0, tokens.size() - this.dimensions.longestPrompt()), tokens.size()));
    }

    DecodingModel decoding() {
        return this.decoding;
    }

    WhisperVocabulary vocabulary() {
        return this.decoding.vocabulary();
    }

    /** Places words in time; loaded by the first who asks. */
    WordAligner aligner() {
        return this.aligner.get();
    }

    /**
     * Runs everything once on silence: a first run costs several times a later one.
     */
    void warmUp() {
        DecoderState state = borrowState();
        try {
            state.warmUp(vocabulary().endOfText());
        }
        finally {
            giveBack(state);
        }
    }

    /** The longest window: 30 s, in samples. */
    int longestWindow() {
        return 2 * this.dimensions.audioContext() * LogMelSpectrogram.HOP;
    }

    /** Decodes in one go: see {@link InferenceRuntime#inSuccession}. */
    <R> R inSuccession(Cancellation cancellation, Supplier<R> decoding) {
        return this.runtime.inSuccession(cancellation, decoding);
    }

    /**
     * Allows to borrow a state beyond that of the lease, for a further window of one
     * sound, if there is room for it; to be given back.
     */
    synchronized boolean takeSpare() {
        if (this.spares == this.mostSpares) {
            return false;
        }
        if (this.spares == this.madeSpares) {
            this.madeSpares = this.spares + 1;
            if (!this.memory.hasRoom()) {
                this.madeSpares = this.spares;
                return false;
            }
        }
        this.spares++;
        return true;
    }

    synchronized void giveSpareBack() {
        this.spares--;
    }

    /** Lends a state; to be given back. */
    DecoderState borrowState() {
        @Nullable DecoderState state = this.idle.poll();
        return (state != null) ? state : newState();
    }

    void giveBack(DecoderState state) {
        this.idle.push(state);
    }

    private DecoderState newState() {
        return new DecoderState(this.runtime, this.encoder, this.decoder, this.dimensions, this.cross,
                this.decoding.suppressed().words(this.dimensions.vocabulary()),
                this.decoding.settings().mostSequences());
    }

    @Override
    public long residentBytes() {
        return this.residentBytes + this.madeSpares * this.stateBytes + this.encoder.addedBytes()
                + this.decoder.addedBytes() + this.aligner.bytes();
    }

    @Override
    public void growWithin(MemoryAllowance allowance) {
        this.memory = allowance;
        this.encoder.growWithin(allowance);
        this.decoder.growWithin(allowance);
    }

    @Override
    public void close() {
        this.idle.forEach(DecoderState::close);
        this.tokenizer.close();
        this.aligner.close();
        this.encoder.close();
        this.decoder.close();
    }

}
