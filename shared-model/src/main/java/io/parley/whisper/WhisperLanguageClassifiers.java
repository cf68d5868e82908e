package io.parley.whisper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;

import io.parley.catalog.CatalogEntry;
import io.parley.pool.ModelPool;
import io.parley.speech.AudioClassifier;
import io.parley.speech.AudioClassifiers;
import io.parley.speech.OfferedModels;

/**
 * The Whisper checkpoints that say which language is spoken, as their own ids with
 * {@value #SUFFIX} after. They are the checkpoints that transcribe, loaded once for both.
 */
public final class WhisperLanguageClassifiers extends OfferedModels<AudioClassifier> implements AudioClassifiers {

    /** Tells this job's id from the checkpoint's. */
    public static final String SUFFIX = "-language";

    /**
     * Offers them; loads nothing.
     * @param entries multilingual checkpoints
     */
    public WhisperLanguageClassifiers(List<CatalogEntry> entries, WhisperLoader loader, ModelPool pool,
            MeterRegistry meters) {
        super(classifiers(entries, loader, pool, meters));
    }

    private static Map<String, AudioClassifier> classifiers(List<CatalogEntry> entries, WhisperLoader loader,
            ModelPool pool, MeterRegistry meters) {
        Map<String, AudioClassifier> classifiers = new LinkedHashMap<>();
        for (CatalogEntry entry : entries) {
            String id = entry.id() + SUFFIX;
            classifiers.put(id, new WhisperLanguageClassifier(id, pool, loader.spec(entry), meters));
        }
        return classifiers;
    }

}
