package io.parley.testing;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;

import io.parley.catalog.PullListener;
import io.parley.compile.GraphStore;
import io.parley.compile.Precision;
import io.parley.compile.whisper.WhisperCompiler;
import io.parley.pool.ModelPool;
import io.parley.speech.Transcribers;
import io.parley.speech.windows.SpeechCutter;
import io.parley.whisper.WhisperLoader;
import io.parley.whisper.WhisperTranscribers;
import io.parley.whisper.decoding.DecodingSettings;

/**
 * Real transcribers for tests of what stands on them.
 */
public final class TestTranscribers {

    private TestTranscribers() {
    }

    /** Whisper base in int8, for two callers at a time. */
    public static Transcribers whisperBase(ModelPool pool, MeterRegistry meters) {
        WhisperLoader loader = new WhisperLoader(TestModels.store(), PullListener.none(),
                new WhisperCompiler(new GraphStore(TestModels.store().root())), Precision.INT8, 2,
                DecodingSettings.DEFAULT);
        return new WhisperTranscribers(List.of(TestModels.whisperBaseEntry()), loader, pool, SpeechCutter.consecutive(),
                meters);
    }

}
