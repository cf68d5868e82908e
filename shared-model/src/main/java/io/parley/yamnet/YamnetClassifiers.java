package io.parley.yamnet;

import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;

import io.parley.catalog.CatalogEntry;
import io.parley.pool.ModelPool;
import io.parley.speech.AudioClassifier;
import io.parley.speech.AudioClassifiers;
import io.parley.speech.OfferedModels;

/**
 * YAMNet as it is offered here.
 */
public final class YamnetClassifiers extends OfferedModels<AudioClassifier> implements AudioClassifiers {

    /**
     * Offers it; loads nothing.
     * @param entry of the catalog
     */
    public YamnetClassifiers(CatalogEntry entry, YamnetLoader loader, ModelPool pool, YamnetSettings settings,
            MeterRegistry meters) {
        super(Map.of(entry.id(), new YamnetClassifier(pool, loader.spec(entry), settings, meters)));
    }

}
