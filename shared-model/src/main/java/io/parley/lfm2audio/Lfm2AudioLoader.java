package io.parley.lfm2audio;

import java.util.List;
import java.util.concurrent.CancellationException;

import org.jspecify.annotations.Nullable;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.parley.audio.PerFeatureLogMel;
import io.parley.catalog.CatalogEntry;
import io.parley.catalog.CatalogException;
import io.parley.catalog.PullListener;
import io.parley.catalog.store.ModelState;
import io.parley.catalog.store.ModelStore;
import io.parley.compile.graph.BuildObserver;
import io.parley.compile.lfm2audio.CheckpointDirectory;
import io.parley.compile.lfm2audio.CodecGraph;
import io.parley.compile.lfm2audio.Lfm2AudioCompiler;
import io.parley.compile.lfm2audio.Lfm2AudioConfig;
import io.parley.compile.lfm2audio.Lfm2AudioGraphs;
import io.parley.compile.lfm2audio.Lfm2AudioRecipe;
import io.parley.compile.lfm2audio.PreprocessorConfig;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelParts;
import io.parley.pool.ModelSpec;
import io.parley.pool.PoolException;
import io.parley.text.HuggingFaceJsonTokenizer;
import io.parley.text.Tokenizer;
import io.parley.weights.Checkpoint;
import io.parley.weights.WeightsException;

/**
 * Makes models from checkpoint directories: compiled if that has not been done, loaded
 * and run once. Thread-safe.
 */
public final class Lfm2AudioLoader {

    private static final Logger logger = LoggerFactory.getLogger(Lfm2AudioLoader.class);

    /** Weights are stored in bfloat16: in float32 they take twice the room. */
    private static final int WIDENING = 2;

    private final Lfm2AudioCompiler compiler;

    private final Lfm2AudioSettings settings;

    private final MeterRegistry meters;

    /**
     * Makes a loader.
     * @param settings of its models
     * @param meters count how much of the prompts is reused
     */
    public Lfm2AudioLoader(Lfm2AudioCompiler compiler, Lfm2AudioSettings settings, MeterRegistry meters) {
        this.compiler = compiler;
        this.settings = settings;
        this.meters = meters;
    }

    /**
     * A model for the pool.
     * @param id its name there
     * @param directory the checkpoint
     */
    public ModelSpec<Lfm2AudioModel> spec(String id, CheckpointDirectory directory) {
        return new ModelSpec<>(id, estimate(directory), (runtime) -> load(directory, runtime, id));
    }

    /**
     * A model for the pool, from a checkpoint that was fetched into the store. Loading
     * fails with {@link CatalogException.NotPulled} if it is not there as it was fetched:
     * gigabytes are fetched by command only.
     * @param entry the catalog's
     */
    ModelSpec<Lfm2AudioModel> spec(CatalogEntry entry, ModelStore store) {
        CheckpointDirectory directory = new CheckpointDirectory(store.directory(entry));
        return new ModelSpec<>(entry.id(), estimate(directory), (runtime) -> {
            if (!(store.state(entry) instanceof ModelState.Ready)) {
                throw new CatalogException.NotPulled(entry);
            }
            try {
                return load(directory, runtime, entry.id());
            }
            catch (CancellationException | PoolException.Saturated ex) {
                throw ex;
            }
            catch (RuntimeException ex) {
                throw damaged(entry, store, ex);
            }
        });
    }

    private long estimate(CheckpointDirectory directory) {
        return ((this.settings.recipe() == Lfm2AudioRecipe.FP32) ? WIDENING : 1) * directory.weightBytes();
    }

    /**
     * What is to be said of a checkpoint that cannot be loaded although its files look as
     * they did when they were fetched: they are read again, and removed if they changed.
     */
    private static RuntimeException damaged(CatalogEntry entry, ModelStore store, RuntimeException why) {
        List<String> files = store.verify(entry, PullListener.none(), Cancellation.never());
        if (files.isEmpty()) {
            return why;
        }
        logger.warn("{} is damaged and was removed: {}", files, why.getMessage());
        CatalogException.NotPulled gone = new CatalogException.NotPulled(entry);
        gone.addSuppressed(why);
        return gone;
    }

    /** Graphs that were damaged on the disk are made anew: all they need is here. */
    private Lfm2AudioModel load(CheckpointDirectory directory, InferenceRuntime runtime, String id) {
        BuildObserver observer = (graph, bytes) -> logger.debug("{}: {} of the {} compiled", id, bytes, graph);
        try {
            return load(directory, runtime, id, observer);
        }
        catch (CancellationException | WeightsException | PoolException.Saturated ex) {
            throw ex;
        }
        catch (RuntimeException ex) {
            if (this.compiler.verify(directory, Cancellation.never()) == 0) {
                throw ex;
            }
            logger.warn("graphs of {} were damaged and are made anew: {}", id, ex.getMessage());
            return load(directory, runtime, id, observer);
        }
    }

    /**
     * Loads a checkpoint, outside of any pool; the caller closes the model.
     * @param id its name in the metrics
     * @param observer told how compiling goes, if it must be done
     * @throws io.parley.weights.WeightsException if a file is missing, damaged or not of
     * this architecture
     * @throws io.parley.compile.CompileException if the graphs cannot be kept
     * @throws io.parley.pool.PoolException if the graphs cannot be loaded or run
     */
    public Lfm2AudioModel load(CheckpointDirectory directory, InferenceRuntime runtime, String id,
            BuildObserver observer) {
        Lfm2AudioConfig config = Lfm2AudioConfig.read(directory.path());
        requireFrontEnd(directory, config.preprocessor());
        Lfm2AudioGraphs graphs = this.compiler.compile(directory, config, this.settings.recipe(), observer,
                Cancellation.never());
        try (ModelParts loading = new ModelParts()) {
            ModelParts parts = loading.add(new ModelParts());
            Checkpoint checkpoint = parts.add(directory.open());
            Tokenizer tokenizer = parts.add(new HuggingFaceJsonTokenizer(directory.tokenizer()));
            Graph encoder = parts.add(runtime.load(graphs.encoder()));
            Graph prompt = parts.add(runtime.load(graphs.prompt()));
            Graph step = graphs.step().equals(graphs.prompt()) ? prompt : parts.add(runtime.load(graphs.step()));
            Graph textHead = parts.add(runtime.load(graphs.textHead()));
            Graph depthformer = parts.add(runtime.load(graphs.depthformer()));
            @Nullable CodecGraph codec = graphs.codec();
            Lfm2AudioParts all = new Lfm2AudioParts(config, tokenizer, new InputEmbeddings(checkpoint, config),
                    new AudioEncoder(runtime, encoder, config), new BackboneGraphs(prompt, step), textHead, depthformer,
                    (codec != null) ? new Lfm2AudioParts.LoadedCodec(parts.add(runtime.load(codec.file())), codec)
                            : null,
                    parts.add(new PrefixCache(runtime, this.settings.prefixBytes())),
                    new PromptMetrics(this.meters, id));
            Lfm2AudioModel model = new Lfm2AudioModel(runtime, all, parts, graphs.bytes());
            // the parts are the model's to close from here on
            loading.complete();
            loading.add(model).warmUp();
            loading.complete();
            return model;
        }
    }

    /** The front end has no settings but one: a model trained with others hears noise. */
    private static void requireFrontEnd(CheckpointDirectory directory, PreprocessorConfig config) {
        require(directory, "sample_rate", config.sampleRate(), PerFeatureLogMel.SAMPLE_RATE);
        require(directory, "window_size", config.windowSamples(), PerFeatureLogMel.WINDOW);
        require(directory, "window_stride", config.hopSamples(), PerFeatureLogMel.HOP);
        require(directory, "n_fft", config.fftSize(), PerFeatureLogMel.FFT_SIZE);
    }

    private static void require(CheckpointDirectory directory, String key, int value, int supported) {
        if (value != supported) {
            throw new WeightsException(directory.path().resolve("config.json"), null,
                    "the key 'preprocessor.%s' gives %d; only %d is supported".formatted(key, value, supported));
        }
    }

}
