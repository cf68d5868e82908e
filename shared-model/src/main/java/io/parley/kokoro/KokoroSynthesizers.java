package io.parley.kokoro;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;

import io.parley.catalog.CatalogEntry;
import io.parley.pool.ModelPool;
import io.parley.speech.OfferedModels;
import io.parley.speech.Synthesizer;
import io.parley.speech.Synthesizers;
import io.parley.text.phonemes.ChunkLimits;

/** The Kokoro models of the catalog that are offered here. */
public final class KokoroSynthesizers extends OfferedModels<Synthesizer> implements Synthesizers {

    /**
     * Makes the synthesizers; loads nothing.
     * @param entries the models, the default first
     * @param limits how long the pieces are that a text is said in
     */
    public KokoroSynthesizers(List<CatalogEntry> entries, KokoroLoader loader, ModelPool pool, ChunkLimits limits,
            MeterRegistry meters) {
        super(synthesizers(entries, loader, pool, limits, meters));
    }

    private static Map<String, Synthesizer> synthesizers(List<CatalogEntry> entries, KokoroLoader loader,
            ModelPool pool, ChunkLimits limits, MeterRegistry meters) {
        Map<String, Synthesizer> synthesizers = new LinkedHashMap<>();
        for (CatalogEntry entry : entries) {
            synthesizers.put(entry.id(), new KokoroSynthesizer(entry, loader, pool, limits, meters));
        }
        return synthesizers;
    }

}
