package io.parley.testing;

import java.nio.file.Path;

import io.parley.catalog.Catalog;
import io.parley.catalog.CatalogEntry;
import io.parley.catalog.progress.PullDisplay;
import io.parley.catalog.store.ModelStore;
import io.parley.catalog.store.StoreSettings;
import io.parley.compile.GraphStore;
import io.parley.compile.silero.SileroCompiler;
import io.parley.concurrent.Cancellation;

/**
 * Real models of the local store, fetched by the first test that asks.
 */
public final class TestModels {

    private TestModels() {
    }

    /**
     * The store: {@code PARLEY_HOME}, or {@code .parley} in the home directory.
     */
    public static ModelStore store() {
        return new ModelStore(ModelStore.defaultRoot(System.getenv()), StoreSettings.fromEnvironment(System.getenv()));
    }

    /** Makes Silero VAD's graph in the store. */
    public static SileroCompiler sileroCompiler() {
        return new SileroCompiler(new GraphStore(store().root()));
    }

    /** The catalog's entry of Whisper base. */
    public static CatalogEntry whisperBaseEntry() {
        return Catalog.builtIn().entry("whisper-base");
    }

    /** The directory of Whisper base. */
    public static Path whisperBase() {
        return pulled(whisperBaseEntry());
    }

    /** The directory of the English pronouncing dictionaries. */
    public static Path misaki() {
        return pulled(Catalog.builtIn().entry("misaki-en"));
    }

    private static Path pulled(CatalogEntry entry) {
        try (PullDisplay lines = PullDisplay.on(System.out, false, 0)) {
            return store().pull(entry, lines, Cancellation.never());
        }
    }

}
