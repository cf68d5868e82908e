package io.parley.whisper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;

import io.parley.catalog.CatalogEntry;
import io.parley.pool.ModelPool;
import io.parley.speech.OfferedModels;
import io.parley.speech.Transcriber;
import io.parley.speech.Transcribers;
import io.parley.speech.windows.SpeechCutter;

/**
 * The Whisper checkpoints of the catalog that are offered here.
 */
public final class WhisperTranscribers extends OfferedModels<Transcriber> implements Transcribers {

    /**
     * Makes the transcribers; loads nothing.
     * @param entries the checkpoints, the default first
     * @param cutter cuts what they hear into windows
     */
    public WhisperTranscribers(List<CatalogEntry> entries, WhisperLoader loader, ModelPool pool, SpeechCutter cutter,
            MeterRegistry meters) {
        super(transcribers(entries, loader, pool, cutter, meters));
    }

    private static Map<String, Transcriber> transcribers(List<CatalogEntry> entries, WhisperLoader loader,
            ModelPool pool, SpeechCutter cutter, MeterRegistry meters) {
        Map<String, Transcriber> transcribers = new LinkedHashMap<>();
        for (CatalogEntry entry : entries) {
            transcribers.put(entry.id(), new WhisperTranscriber(pool, loader.spec(entry), cutter, meters));
        }
        return transcribers;
    }

}
