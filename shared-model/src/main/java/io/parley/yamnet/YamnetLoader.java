package io.parley.yamnet;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.parley.catalog.CatalogEntry;
import io.parley.catalog.PullListener;
import io.parley.catalog.store.ModelStore;
import io.parley.concurrent.Cancellation;
import io.parley.pool.GraphOptions;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelParts;
import io.parley.pool.ModelSpec;

/**
 * Makes YAMNet models from catalog entries: fetched if they are not there, loaded and run
 * once. Thread-safe.
 */
public final class YamnetLoader {

    private static final Logger logger = LoggerFactory.getLogger(YamnetLoader.class);

    private static final String GRAPH = "model.onnx";

    private static final String CLASSES = "yamnet_class_map.csv";

    private final ModelStore store;

    private final PullListener listener;

    /**
     * Makes a loader.
     * @param listener told when files are fetched
     */
    public YamnetLoader(ModelStore store, PullListener listener) {
        this.store = store;
        this.listener = listener;
    }

    ModelSpec<YamnetModel> spec(CatalogEntry entry) {
        return new ModelSpec<>(entry.id(), 2 * entry.bytes(), (runtime) -> load(entry, runtime));
    }

    private YamnetModel load(CatalogEntry entry, InferenceRuntime runtime) {
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
            if (this.store.verify(entry, this.listener, Cancellation.never()).isEmpty()) {
                throw ex;
            }
            logger.warn("{} was damaged and is fetched anew: {}", entry.id(), ex.getMessage());
            return load(entry, this.store.pull(entry, this.listener, Cancellation.never()), runtime);
        }
    }

    private static YamnetModel load(CatalogEntry entry, Path directory, InferenceRuntime runtime) {
        try (ModelParts parts = new ModelParts()) {
            YamnetModel model = parts
                .add(new YamnetModel(runtime, runtime.load(directory.resolve(GRAPH), GraphOptions.ONE_THREAD),
                        ClassMap.read(directory.resolve(CLASSES)), 2 * entry.bytes()));
            model.warmUp();
            parts.complete();
            return model;
        }
    }

}
