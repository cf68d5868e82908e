package io.parley.whisper;

import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import io.parley.audio.AudioException;
import io.parley.audio.LogMelSpectrogram;
import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;
import io.parley.pool.ModelPool;
import io.parley.pool.ModelSpec;
import io.parley.pool.Turn;
import io.parley.serving.ServedModel;
import io.parley.speech.TranscriptSink;
import io.parley.speech.Transcriber;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptionMetrics;
import io.parley.speech.TranscriptionOptions;
import io.parley.speech.windows.SpeechCutter;
import io.parley.speech.windows.SpeechWindow;
import io.parley.whisper.decoding.WhisperVocabulary;

/**
 * Transcribes with one Whisper checkpoint of the pool.
 */
final class WhisperTranscriber implements Transcriber {

    private final ServedModel<WhisperModel> model;

    private final SpeechCutter cutter;

    private final TranscriptionMetrics metrics;

    /** Of the model when it was last asked: outlives its stay in the pool. */
    private volatile @Nullable WhisperVocabulary vocabulary;

    WhisperTranscriber(ModelPool pool, ModelSpec<WhisperModel> spec, SpeechCutter cutter, MeterRegistry meters) {
        this.cutter = cutter;
        this.model = new ServedModel<>(pool, spec);
        this.metrics = new TranscriptionMetrics(meters, spec.id());
    }

    @Override
    public Transcription transcribe(PcmSource audio, TranscriptionOptions options, TranscriptSink sink,
            Cancellation cancellation) {
        if (audio.sampleRate() != LogMelSpectrogram.SAMPLE_RATE) {
            throw new IllegalArgumentException("Whisper hears at 16000 Hz, not at " + audio.sampleRate());
        }
        return this.model.hear(audio, cancellation, (model, turn) -> this.metrics.record(turn::computed,
                () -> transcribe(model, turn, audio, options, sink, cancellation)));
    }

    @Override
    public void check(TranscriptionOptions options, Cancellation cancellation) {
        if (options.language() == null && options.task() == TranscriptionOptions.Task.TRANSCRIBE) {
            return;
        }
        WhisperVocabulary known = this.vocabulary;
        if (known == null) {
            known = this.model.call(cancellation, (model, _) -> model.vocabulary());
            this.vocabulary = known;
        }
        known.check(options.task());
        known.checked(options.language());
    }

    @Override
    public void prepare(Cancellation cancellation) {
        this.cutter.prepare(cancellation);
        this.vocabulary = this.model.call(cancellation, (model, _) -> model.vocabulary());
    }

    private Transcription transcribe(WhisperModel model, Turn turn, PcmSource audio, TranscriptionOptions options,
            TranscriptSink sink, Cancellation cancellation) {
        return this.cutter.cut(audio, options, cancellation, (windows) -> {
            WhisperTranscript transcript = new WhisperTranscript(model, options, sink);
            try (ParallelWindows parallel = new ParallelWindows(model, turn, transcript, cancellation)) {
                try {
                    for (SpeechWindow window = windows.next(cancellation); window != null; window = windows
                        .next(cancellation)) {
                        parallel.add(window);
                    }
                }
                catch (AudioException ex) {
                    // what was said up to here is worth telling
                    parallel.finish();
                    throw ex;
                }
                parallel.finish();
            }
            return transcript.transcription(windows.total());
        });
    }

}
