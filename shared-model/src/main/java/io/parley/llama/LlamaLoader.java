package io.parley.llama;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.parley.catalog.CatalogEntry;
import io.parley.catalog.CatalogFile;
import io.parley.catalog.PullListener;
import io.parley.catalog.store.ModelStore;
import io.parley.compile.Precision;
import io.parley.compile.graph.BuildObserver;
import io.parley.compile.llama.LlamaCheckpoint;
import io.parley.compile.llama.LlamaCompiler;
import io.parley.compile.llama.LlamaConfig;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelParts;
import io.parley.pool.ModelSpec;
import io.parley.pool.PoolException;
import io.parley.weights.Checkpoint;

/**
 * Makes Llama-shaped models from catalog entries and from paths: fetched if it is the
 * catalog's, compiled if that has not been done, loaded and run once. Thread-safe.
 */
public final class LlamaLoader {

    private static final Logger logger = LoggerFactory.getLogger(LlamaLoader.class);

    /** Memory of a model in use, as a multiple of its files. */
    private static final int MEMORY = 2;

    private final ModelStore store;

    private final PullListener listener;

    private final LlamaCompiler compiler;

    private final Precision precision;

    /**
     * Makes a loader.
     * @param listener told when files are fetched
     * @param precision in which models are computed
     */
    public LlamaLoader(ModelStore store, PullListener listener, LlamaCompiler compiler, Precision precision) {
        this.store = store;
        this.listener = listener;
        this.compiler = compiler;
        this.precision = precision;
    }

    /** A model of the catalog, in one GGUF file. */
    ModelSpec<LlamaModel> spec(CatalogEntry entry) {
        return new ModelSpec<>(entry.id(), MEMORY * entry.bytes(), (runtime) -> load(entry, runtime));
    }

    /**
     * A model of the operator's.
     * @param id its name in the pool
     */
    ModelSpec<LlamaModel> spec(String id, Path path) {
        LlamaCheckpoint checkpoint = LlamaCheckpoint.at(path);
        return new ModelSpec<>(id, MEMORY * checkpoint.weightBytes(), (runtime) -> load(id, checkpoint, runtime));
    }

    private LlamaModel load(CatalogEntry entry, InferenceRuntime runtime) {
        CatalogFile file = entry.files().getFirst();
        LlamaCheckpoint checkpoint = LlamaCheckpoint.at(pull(entry).resolve(file.name()));
        try {
            return load(entry.id(), checkpoint, file.sha256(), runtime);
        }
        catch (CancellationException | PoolException.Saturated ex) {
            throw ex;
        }
        catch (RuntimeException ex) {
            // the size is right, or the pull would have said so: the content may be
            // damaged
            if (this.store.verify(entry, this.listener, Cancellation.never()).isEmpty()) {
                throw ex;
            }
            logger.warn("{} was damaged and is fetched anew: {}", entry.id(), ex.getMessage());
            pull(entry);
            return load(entry.id(), checkpoint, file.sha256(), runtime);
        }
    }

    private Path pull(CatalogEntry entry) {
        return this.store.pull(entry, this.listener, Cancellation.never());
    }

    private LlamaModel load(String id, LlamaCheckpoint checkpoint, InferenceRuntime runtime) {
        // opened first: what is wrong with a checkpoint is to be said before it is read
        // whole
        checkpoint.open().close();
        return load(id, checkpoint, this.compiler.digest(checkpoint, Cancellation.never()), runtime);
    }

    /** A graph that was damaged on the disk is made anew: all it needs is here. */
    private LlamaModel load(String id, LlamaCheckpoint checkpoint, String digest, InferenceRuntime runtime) {
        BuildObserver observer = (graph, bytes) -> logger.debug("{}: {} bytes compiled", id, bytes);
        try {
            return load(checkpoint, digest, runtime, observer);
        }
        catch (CancellationException | PoolException.Saturated ex) {
            throw ex;
        }
        catch (RuntimeException ex) {
            if (this.compiler.verify(digest) == 0) {
                throw ex;
            }
            logger.warn("the graph of {} was damaged and is made anew: {}", id, ex.getMessage());
            return load(checkpoint, digest, runtime, observer);
        }
    }

    private LlamaModel load(LlamaCheckpoint checkpoint, String digest, InferenceRuntime runtime,
            BuildObserver observer) {
        LlamaConfig config = checkpoint.config();
        try (ModelParts loading = new ModelParts()) {
            ModelParts parts = loading.add(new ModelParts());
            LlamaText text = LlamaTexts.read(checkpoint);
            parts.add(text.tokenizer());
            LlamaCompiler.Compiled compiled = this.compiler.compile(checkpoint, config, digest, this.precision,
                    observer, Cancellation.never());
            Checkpoint opened = parts.add(checkpoint.open());
            Graph graph = parts.add(runtime.load(compiled.graph()));
            LlamaModel model = new LlamaModel(runtime,
                    new LlamaParts(config, new TokenEmbeddings(checkpoint.embeddings(opened, config)), graph), text,
                    parts, compiled.bytes());
            // the parts are the model's to close from here on
            loading.complete();
            loading.add(model).warmUp();
            loading.complete();
            return model;
        }
    }

    /**
     * Loads a model, outside of any pool; the caller closes it.
     * @param path as {@link LlamaCheckpoint#at}
     * @throws io.parley.weights.WeightsException if a file is missing, damaged or of a
     * kind that is not supported
     * @throws io.parley.compile.CompileException if the graph cannot be kept
     * @throws PoolException if the graph cannot be loaded or run
     */
    public LlamaModel load(Path path, InferenceRuntime runtime) {
        return load(path.toString(), LlamaCheckpoint.at(path), runtime);
    }

}
