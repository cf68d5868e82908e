package io.parley.live;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;
import io.parley.speech.Transcriber;
import io.parley.speech.TranscriptSegment;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptionOptions;

/**
 * Transcribes one tail after another of the same sound. Not thread-safe.
 */
final class TailTranscriber {

    /** Sound from which on a language that was detected is believed. */
    private static final int SURE_OF_LANGUAGE = 3 * Samples.RATE;

    private final Transcriber transcriber;

    private final Cancellation cancellation;

    private final LiveMetrics metrics;

    private TranscriptionOptions options;

    private @Nullable Transcription last;

    /** The last one whose language was detected in words. */
    private @Nullable Transcription detected;

    private int positions;

    private int prompt;

    private int output;

    TailTranscriber(Transcriber transcriber, TranscriptionOptions options, LiveMetrics metrics,
            Cancellation cancellation) {
        this.transcriber = transcriber;
        this.options = options;
        this.metrics = metrics;
        this.cancellation = cancellation;
    }

    /** The words of a tail. */
    List<LiveWord> transcribe(Tail tail) {
        long start = System.nanoTime();
        Transcription heard = this.transcriber.transcribe(PcmSource.of(new Pcm(tail.samples(), Samples.RATE)),
                this.options, this.cancellation);
        this.metrics.transcribed(System.nanoTime() - start);
        this.last = heard;
        this.positions += heard.usage().audio();
        this.prompt += heard.usage().prompt();
        this.output += heard.usage().output();
        if (this.options.language() == null && !heard.text().isEmpty()) {
            this.detected = heard;
            if (tail.samples().length >= SURE_OF_LANGUAGE) {
                // one sound, one language: guesses on short tails would come and go
                this.options = this.options.withLanguage(heard.language());
            }
        }
        return LiveWords.of(heard);
    }

    /** How the last hypothesis came about. */
    TranscriptSegment.Decoding decoding(Tail tail) {
        if (this.last == null || this.last.segments().isEmpty()) {
            return new TranscriptSegment.Decoding(Samples.time(tail.start()), this.options.temperature(), 0, 1, 0);
        }
        TranscriptSegment.Decoding first = this.last.segments().getFirst().decoding();
        return new TranscriptSegment.Decoding(Samples.time(tail.start()), first.temperature(),
                first.averageLogProbability(), first.compressionRatio(), first.noSpeechProbability());
    }

    /** The whole, all runs' usage together. */
    Transcription whole(FinalText text, long samples) {
        Transcription detected = (this.detected != null) ? this.detected : this.last;
        String language = (detected != null) ? detected.language() : this.options.language();
        Double probability = (detected != null) ? detected.languageProbability() : null;
        return new Transcription(text.text(), (language != null) ? language : "en", probability, Samples.time(samples),
                text.segments(), new Transcription.TokenUsage(this.positions, this.prompt, this.output));
    }

}
