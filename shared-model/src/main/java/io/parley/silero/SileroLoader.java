package io.parley.silero;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.parley.catalog.CatalogEntry;
import io.parley.catalog.PullListener;
import io.parley.catalog.store.ModelStore;
import io.parley.compile.silero.SileroCompiler;
import io.parley.concurrent.Cancellation;
import io.parley.pool.GraphOptions;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelParts;
import io.parley.pool.ModelSpec;

/**
 * Makes Silero models from catalog entries: fetched if they are not there, loaded and run
 * once. Thread-safe.
 */
public final class SileroLoader {

    private static final Logger logger = LoggerFactory.getLogger(SileroLoader.class);

    private static final String GRAPH = "silero_vad_16k_sequence.onnx";

    /**
     * Callers at a time. Each takes little more than 100 kB and no time worth mentioning,
     * and one that listens to a live sound stays as long as the sound.
     */
    private static final int LEASES = 1_000;

    private final ModelStore store;

    private final PullListener listener;

    private final SileroCompiler compiler;

    /**
     * Makes a loader.
     * @param listener told when files are fetched
     * @param compiler of the published graph
     */
    public SileroLoader(ModelStore store, PullListener listener, SileroCompiler compiler) {
        this.store = store;
        this.listener = listener;
        this.compiler = compiler;
    }

    ModelSpec<SileroModel> spec(CatalogEntry entry) {
        return new ModelSpec<>(entry.id(), 2 * entry.bytes(), LEASES, (runtime) -> load(entry, runtime));
    }

    private SileroModel load(CatalogEntry entry, InferenceRuntime runtime) {
        Path directory = this.store.pull(entry, this.listener, Cancellation.never());
        try {
            return load(entry, directory, runtime);
        }
        catch (CancellationException ex) {
            throw ex;
        }
        catch (RuntimeException ex) {
            // the size is right, or the pull would have said so: the content may be
            // damaged
            boolean whole = this.store.verify(entry, this.listener, Cancellation.never()).isEmpty();
            if (this.compiler.repair(entry.file(GRAPH).sha256(), whole) == 0 && whole) {
                throw ex;
            }
            logger.warn("{} was damaged and is fetched anew: {}", entry.id(), ex.getMessage());
            return load(entry, this.store.pull(entry, this.listener, Cancellation.never()), runtime);
        }
    }

    private SileroModel load(CatalogEntry entry, Path directory, InferenceRuntime runtime) {
        Path graph = this.compiler.compile(directory.resolve(GRAPH), entry.file(GRAPH).sha256(), Cancellation.never());
        try (ModelParts parts = new ModelParts()) {
            SileroModel model = parts
                .add(new SileroModel(runtime, runtime.load(graph, GraphOptions.ONE_THREAD_AT_ONCE), 2 * entry.bytes()));
            model.warmUp();
            parts.complete();
            return model;
        }
    }

}
