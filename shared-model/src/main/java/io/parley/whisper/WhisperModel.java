package io.parley.whisper;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

import org.jspecify.annotations.Nullable;

import io.parley.audio.LogMelSpectrogram;
import io.parley.compile.whisper.WhisperAligner;
import io.parley.compile.whisper.WhisperDimensions;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.LoadedModel;
import io.parley.text.Tokenizer;
import io.parley.whisper.alignment.WordAligner;

/**
 * A loaded Whisper checkpoint: its graphs, its tokenizer, and decoder states to lend.
 */
final class WhisperModel implements LoadedModel {

    private final InferenceRuntime runtime;

    private final Graph encoder;

    private final Graph decoder;

    private final WhisperDimensions dimensions;

    private final Tokenizer tokenizer;

    private final WhisperVocabulary vocabulary;

    private final SuppressedTokens suppressed;

    private final LogMelSpectrogram spectrogram;

    private final long residentBytes;

    private final LazyAligner aligner;

    private final ConcurrentLinkedDeque<DecoderState> idle = new ConcurrentLinkedDeque<>();

    /**
     * Puts a model together.
     * @param aligner the graph that places words, loaded when it is first asked for
     * @param graphBytes weight of the graphs in memory
     * @param states how many callers may decode at a time
     */
    WhisperModel(InferenceRuntime runtime, Graph encoder, Graph decoder, WhisperDimensions dimensions,
            Tokenizer tokenizer, WhisperConfig config, WhisperAligner aligner, long graphBytes, int states) {
        this.runtime = runtime;
        this.encoder = encoder;
        this.decoder = decoder;
        this.dimensions = dimensions;
        this.tokenizer = tokenizer;
        this.vocabulary = new WhisperVocabulary(tokenizer, config, dimensions.vocabulary());
        this.suppressed = new SuppressedTokens(config, this.vocabulary);
        this.spectrogram = new LogMelSpectrogram(dimensions.mels());
        this.aligner = new LazyAligner(runtime, aligner);
        DecoderState first = newState();
        this.residentBytes = graphBytes + states * first.bytes();
        this.idle.push(first);
    }

    WhisperDimensions dimensions() {
        return this.dimensions;
    }

    Tokenizer tokenizer() {
        return this.tokenizer;
    }

    WhisperVocabulary vocabulary() {
        return this.vocabulary;
    }

    SuppressedTokens suppressed() {
        return this.suppressed;
    }

    LogMelSpectrogram spectrogram() {
        return this.spectrogram;
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
            state.encode(new float[this.dimensions.mels() * 2 * this.dimensions.audioContext()], Cancellation.never());
            state.append(List.of(this.vocabulary.startOfTranscript(), this.vocabulary.endOfText()),
                    Cancellation.never());
            state.append(this.vocabulary.startOfTranscript(), Cancellation.never());
        }
        finally {
            giveBack(state);
        }
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
        return new DecoderState(this.runtime, this.encoder, this.decoder, this.dimensions);
    }

    @Override
    public long residentBytes() {
        return this.residentBytes + this.aligner.bytes();
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
