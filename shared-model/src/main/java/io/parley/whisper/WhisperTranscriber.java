package io.parley.whisper;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

import io.parley.audio.LogMelSpectrogram;
import io.parley.audio.PcmSource;
import io.parley.audio.WindowReader;
import io.parley.concurrent.Cancellation;
import io.parley.pool.ModelPool;
import io.parley.pool.ModelSpec;
import io.parley.pool.PoolException;
import io.parley.speech.SpeechException;
import io.parley.speech.TranscriptSink;
import io.parley.speech.Transcriber;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptionOptions;
import io.parley.whisper.decoding.DecoderState;
import io.parley.whisper.decoding.WhisperVocabulary;

/**
 * Transcribes with one Whisper checkpoint of the pool.
 */
final class WhisperTranscriber implements Transcriber {

    private final ModelPool pool;

    private final ModelSpec<WhisperModel> spec;

    private final Timer run;

    private final DistributionSummary realTimeFactor;

    /** Of the model when it was last asked: outlives its stay in the pool. */
    private volatile @Nullable WhisperVocabulary vocabulary;

    WhisperTranscriber(ModelPool pool, ModelSpec<WhisperModel> spec, MeterRegistry meters) {
        this.pool = pool;
        this.spec = spec;
        this.run = Timer.builder("parley.transcription.run")
            .description("Transcribing one request, waiting excluded")
            .tag("model", spec.id())
            .publishPercentileHistogram()
            .register(meters);
        this.realTimeFactor = DistributionSummary.builder("parley.transcription.real.time.factor")
            .description("Time to transcribe, as a share of the sound's length")
            .tag("model", spec.id())
            .register(meters);
    }

    @Override
    public Transcription transcribe(PcmSource audio, TranscriptionOptions options, TranscriptSink sink,
            Cancellation cancellation) {
        if (audio.sampleRate() != LogMelSpectrogram.SAMPLE_RATE) {
            throw new IllegalArgumentException("Whisper hears at 16000 Hz, not at " + audio.sampleRate());
        }
        return withModel(cancellation, (model) -> {
            long start = System.nanoTime();
            Transcription transcription = transcribe(model, audio, options, sink, cancellation);
            record(System.nanoTime() - start, transcription.duration());
            return transcription;
        });
    }

    @Override
    public void check(TranscriptionOptions options, Cancellation cancellation) {
        if (options.language() == null && options.task() == TranscriptionOptions.Task.TRANSCRIBE) {
            return;
        }
        WhisperVocabulary known = this.vocabulary;
        if (known == null) {
            known = withModel(cancellation, WhisperModel::vocabulary);
            this.vocabulary = known;
        }
        known.check(options.task());
        known.checked(options.language());
    }

    @Override
    public void prepare(Cancellation cancellation) {
        this.vocabulary = withModel(cancellation, WhisperModel::vocabulary);
    }

    private <R> R withModel(Cancellation cancellation, Function<WhisperModel, R> work) {
        try {
            return this.pool.call(this.spec, cancellation, work);
        }
        catch (PoolException.Saturated ex) {
            throw new SpeechException.Overloaded(ex.getMessage(), ex.retryAfter());
        }
        catch (PoolException.LoadFailed ex) {
            throw new SpeechException.ModelUnavailable(ex.getMessage(), ex);
        }
    }

    private void record(long nanos, Duration heard) {
        this.run.record(nanos, TimeUnit.NANOSECONDS);
        if (heard.isPositive()) {
            this.realTimeFactor.record((double) nanos / heard.toNanos());
        }
    }

    private static Transcription transcribe(WhisperModel model, PcmSource audio, TranscriptionOptions options,
            TranscriptSink sink, Cancellation cancellation) {
        DecoderState state = model.borrowState();
        try {
            WindowTranscriber transcriber = new WindowTranscriber(model, state, options, sink);
            WindowReader windows = new WindowReader(audio, transcriber.longestWindow());
            long heard = 0;
            for (float[] window = windows.next(); window != null; window = windows.next()) {
                transcriber.transcribe(window, heard, cancellation);
                heard += window.length;
            }
            return transcriber.transcription(windows.total());
        }
        finally {
            model.giveBack(state);
        }
    }

}
