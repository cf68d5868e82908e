package io.parley.whisper;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.parley.audio.LogMelSpectrogram;
import io.parley.catalog.CatalogEntry;
import io.parley.catalog.PullListener;
import io.parley.catalog.store.ModelStore;
import io.parley.compile.Precision;
import io.parley.compile.whisper.WhisperAligner;
import io.parley.compile.whisper.WhisperCompiler;
import io.parley.compile.whisper.WhisperDimensions;
import io.parley.compile.whisper.WhisperGraphs;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Graph;
import io.parley.pool.GraphOptions;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelParts;
import io.parley.pool.ModelSpec;
import io.parley.text.ByteLevelVocabulary;
import io.parley.text.HuggingFaceJsonTokenizer;
import io.parley.text.Tokenizer;
import io.parley.whisper.decoding.DecodingModel;
import io.parley.whisper.decoding.DecodingSettings;
import io.parley.whisper.decoding.SuppressedTokens;
import io.parley.whisper.decoding.WhisperVocabulary;

/**
 * Makes Whisper models from catalog entries: files fetched if they are not there, graphs
 * compiled if that has not been done, loaded and run once. Thread-safe.
 */
public final class WhisperLoader {

    private static final Logger logger = LoggerFactory.getLogger(WhisperLoader.class);

    private static final String CHECKPOINT = "model.bin";

    /** What one caller's memory takes at the size of Whisper base, in bytes. */
    private static final long EXPECTED_STATE = 66L << 20;

    private static final long EXPECTED_EXACT_STATE = 92L << 20;

    private final ModelStore store;

    private final PullListener listener;

    private final WhisperCompiler compiler;

    private final Precision precision;

    private final int states;

    private final DecodingSettings decoding;

    /**
     * Makes a loader.
     * @param listener told when files are fetched
     * @param precision of the graphs
     * @param states how many callers may decode with one model at a time
     * @param decoding how windows are decoded
     */
    public WhisperLoader(ModelStore store, PullListener listener, WhisperCompiler compiler, Precision precision,
            int states, DecodingSettings decoding) {
        this.store = store;
        this.listener = listener;
        this.compiler = compiler;
        this.precision = precision;
        this.states = states;
        this.decoding = decoding;
    }

    ModelSpec<WhisperModel> spec(CatalogEntry entry) {
        boolean exact = this.precision == Precision.FP32;
        long weights = entry.file(CHECKPOINT).bytes() * (exact ? 2 : 1);
        long state = exact ? EXPECTED_EXACT_STATE : EXPECTED_STATE;
        return new ModelSpec<>(entry.id(), weights + this.states * state, (runtime) -> load(entry, runtime));
    }

    private WhisperModel load(CatalogEntry entry, InferenceRuntime runtime) {
        Path directory = this.store.pull(entry, this.listener, Cancellation.never());
        try {
            return load(entry, directory, runtime);
        }
        catch (CancellationException ex) {
            throw ex;
        }
        catch (RuntimeException ex) {
            // sizes are right, or the pull would have said so: the content may be damaged
            List<String> files = this.store.verify(entry, this.listener, Cancellation.never());
            int graphs = this.compiler.repair(entry.file(CHECKPOINT).sha256(), files.isEmpty());
            if (files.isEmpty() && graphs == 0) {
                throw ex;
            }
            logger.warn("{} was damaged and is made anew: {}", entry.id(), ex.getMessage());
            return load(entry, this.store.pull(entry, this.listener, Cancellation.never()), runtime);
        }
    }

    private WhisperModel load(CatalogEntry entry, Path directory, InferenceRuntime runtime) {
        WhisperGraphs graphs = this.compiler.compile(directory, entry.file(CHECKPOINT).sha256(), this.precision,
                (graph, bytes) -> logger.debug("{}: {} of the {} compiled", entry.id(), bytes, graph),
                Cancellation.never());
        WhisperConfig config = WhisperConfig.read(directory.resolve("config.json"));
        WhisperAligner aligner = this.compiler.compileAligner(directory, entry.file(CHECKPOINT).sha256(),
                this.precision, config.heads(),
                (graph, bytes) -> logger.debug("{}: {} of the {} compiled", entry.id(), bytes, graph),
                Cancellation.never());
        try (ModelParts parts = new ModelParts()) {
            Graph encoder = parts.add(runtime.load(graphs.encoder(), GraphOptions.ALL_THREADS_OR_SIDE_BY_SIDE));
            Graph decoder = parts.add(runtime.load(graphs.decoder(), GraphOptions.ALL_THREADS_OR_SIDE_BY_SIDE));
            Tokenizer tokenizer = parts.add(new HuggingFaceJsonTokenizer(directory.resolve("tokenizer.json")));
            WhisperModel model = new WhisperModel(runtime, encoder, decoder, graphs.dimensions(), graphs.cross(),
                    tokenizer, decoding(config, directory, tokenizer, graphs.dimensions()), aligner, graphs.bytes(),
                    this.states);
            // they are the model's to close from here on
            parts.complete();
            parts.add(model).warmUp();
            parts.complete();
            return model;
        }
    }

    private DecodingModel decoding(WhisperConfig config, Path directory, Tokenizer tokenizer,
            WhisperDimensions dimensions) {
        WhisperVocabulary vocabulary = new WhisperVocabulary(tokenizer, config.languages(), dimensions.vocabulary());
        return new DecodingModel(new LogMelSpectrogram(dimensions.mels()), vocabulary,
                ByteLevelVocabulary.read(directory.resolve("tokenizer.json")),
                new SuppressedTokens(config.suppressed(), config.suppressedAtStart(), vocabulary), this.decoding);
    }

}
