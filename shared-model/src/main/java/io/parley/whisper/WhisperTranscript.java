package io.parley.whisper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.parley.audio.LogMelSpectrogram;
import io.parley.speech.TranscriptSegment;
import io.parley.speech.TranscriptSink;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptionOptions;
import io.parley.speech.windows.SpeechWindow;

/**
 * The transcript of one sound as it grows window by window. Not thread-safe.
 */
final class WhisperTranscript {

    /** Sound that the encoder turns into one position, in samples. */
    private static final int POSITION = 2 * LogMelSpectrogram.HOP;

    private final WhisperModel model;

    private final TranscriptionOptions options;

    private final TranscriptSink sink;

    private final List<Integer> prompt;

    private final List<TranscriptSegment> segments = new ArrayList<>();

    private final StringBuilder text = new StringBuilder();

    private WindowTranscript last;

    private int positions;

    private int tokens;

    /**
     * Starts a transcript.
     * @param sink takes each segment when the windows up to it have been decoded
     */
    WhisperTranscript(WhisperModel model, TranscriptionOptions options, TranscriptSink sink) {
        this.model = model;
        this.options = options;
        this.sink = sink;
        this.prompt = model.prompt(options.prompt());
        model.vocabulary().check(options.task());
        this.last = new WindowTranscript(List.of(), model.vocabulary().checked(options.language()), null,
                Duration.ZERO);
    }

    /** Whether the language is known, so that windows need not wait for one another. */
    boolean hasLanguage() {
        return this.last.language() != null;
    }

    /** What was said last, as far as windows have been added. */
    WindowTranscript last() {
        return this.last;
    }

    /**
     * What transcribes a window.
     * @param before gives what was said in the window before, or waits for it
     */
    WhisperWindowTranscriber window(Supplier<WindowTranscript> before) {
        return new WhisperWindowTranscriber(this.model, this.options, this.prompt, this.last.language(),
                this.last.languageProbability(), () -> before.get().lastWord());
    }

    /** Notes that a window is heard. */
    void heard(SpeechWindow window) {
        this.positions += Math.ceilDiv(window.samples().length, POSITION);
    }

    /** Adds what was said in the next window. */
    void add(WindowTranscript window) {
        this.last = window;
        for (TranscriptSegment segment : window.segments()) {
            this.tokens += segment.tokens().size();
            this.text.append(segment.text());
            this.segments.add(segment);
            this.sink.accept(segment);
        }
    }

    /**
     * The transcript so far.
     * @param samples how many samples were heard
     */
    Transcription transcription(long samples) {
        @Nullable String known = this.last.language();
        String language = (known != null) ? known : "en";
        // a language has to be named, even where nobody speaks any
        Double probability = (known != null) ? this.last.languageProbability() : Double.valueOf(0);
        return new Transcription(this.text.toString().strip(), language, probability, time(samples), this.segments,
                new Transcription.TokenUsage(this.positions, this.prompt.size(), this.tokens));
    }

    /** How long so many samples are. */
    static Duration time(long samples) {
        return Duration.ofNanos(samples * 1_000_000_000L / LogMelSpectrogram.SAMPLE_RATE);
    }

}
