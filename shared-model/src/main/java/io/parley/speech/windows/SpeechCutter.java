package io.parley.speech.windows;

import java.time.Duration;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;
import io.parley.speech.TranscriptionOptions;
import io.parley.speech.VoiceActivityDetector;
import io.parley.speech.VoiceActivityStream;

/**
 * Cuts sounds into windows for transcription as callers ask for it. Thread-safe.
 *
 * @param detector tells speech from the rest; null to have everything heard
 */
public record SpeechCutter(@Nullable VoiceActivityDetector detector) {

    /** Where words are wanted soon, the first window ends at a silence after this. */
    private static final Duration EAGER_FIRST = Duration.ofSeconds(5);

    /** Has everything heard. */
    public static SpeechCutter consecutive() {
        return new SpeechCutter(null);
    }

    /**
     * Has a detector there that a first call would otherwise wait for.
     * @param cancellation ends the wait
     * @throws io.parley.speech.SpeechException if it cannot be had now
     */
    public void prepare(Cancellation cancellation) {
        if (this.detector != null) {
            this.detector.open(cancellation).close();
        }
    }

    /**
     * Cuts one sound.
     * @param audio mono sound at 16,000 Hz; not closed
     * @param options what the caller asks for
     * @param cancellation ends the wait for the detector
     * @param work takes the windows, which are good until it returns
     * @return what the work returns
     * @throws io.parley.speech.SpeechException if the detector cannot be had now
     */
    public <R> R cut(PcmSource audio, TranscriptionOptions options, Cancellation cancellation,
            Function<SpeechWindows, R> work) {
        SpeechWindowOptions places = SpeechWindowOptions.of(options.chunking());
        if (options.eager() && places.first().compareTo(EAGER_FIRST) > 0) {
            places = places.withFirst(EAGER_FIRST);
        }
        try (VoiceActivityStream activity = (this.detector != null) ? this.detector.open(cancellation) : null) {
            return work.apply(SpeechWindows.of(audio, activity, places));
        }
    }

}
