package io.parley.whisper;

import java.time.Duration;
import java.util.List;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.random.RandomGenerator;

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
import io.parley.pool.Turn;
import io.parley.speech.SpeechException;
import io.parley.speech.TranscriptSegment;
import io.parley.speech.TranscriptSink;
import io.parley.speech.Transcriber;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptionOptions;

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
        return withModel(cancellation, (model, turn) -> {
            long start = System.nanoTime();
            Transcription transcription = transcribe(model, turn, audio, options, sink, cancellation);
            record(System.nanoTime() - start, transcription.duration());
            return transcription;
        });
    }

    @Override
    public void check(TranscriptionOptions options, Cancellation cancellation) {
        if (options.language() == null) {
            return;
        }
        WhisperVocabulary known = this.vocabulary;
        if (known == null) {
            known = withModel(cancellation, (model, _) -> model.vocabulary());
            this.vocabulary = known;
        }
        known.checked(options.language());
    }

    @Override
    public void prepare(Cancellation cancellation) {
        this.vocabulary = withModel(cancellation, (model, _) -> model.vocabulary());
    }

    private <R> R withModel(Cancellation cancellation, BiFunction<WhisperModel, Turn, R> work) {
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

    private static Transcription transcribe(WhisperModel model, Turn turn, PcmSource audio,
            TranscriptionOptions options, TranscriptSink sink, Cancellation cancellation) {
        TokenSampler sampler = new TokenSampler(options.temperature(), RandomGenerator.getDefault());
        WindowReader windows = new WindowReader(audio, WindowDecoder.windowSamples(model));
        @Nullable String language = model.vocabulary().checked(options.language());
        List<Integer> prompt = WindowDecoder.prompt(model, options.prompt());
        List<TranscriptSegment> segments = new ArrayList<>();
        long heard = 0;
        for (float[] window = windows.next(); window != null; window = windows.next()) {
            turn.giveWay();
            String words;
            // nothing of it is needed in the next window, and others may go between
            DecoderState state = model.borrowState();
            try {
                WindowDecoder decoder = new WindowDecoder(model, state, sampler);
                decoder.hear(window, cancellation);
                if (language == null) {
                    language = decoder.detectLanguage(cancellation);
                }
                words = decoder.decode(language, prompt, cancellation);
            }
            finally {
                model.giveBack(state);
            }
            long end = heard + window.length;
            if (!words.isEmpty()) {
                TranscriptSegment segment = new TranscriptSegment(time(heard), time(end), " " + words, List.of(),
                        List.of(), new TranscriptSegment.Decoding(time(heard), options.temperature(), 0, 1, 0));
                sink.accept(segment);
                segments.add(segment);
            }
            heard = end;
            prompt = List.of();
        }
        String text = segments.stream().map(TranscriptSegment::text).collect(Collectors.joining()).strip();
        return new Transcription(text, (language != null) ? language : "en", null, time(windows.total()), segments,
                Transcription.TokenUsage.NONE);
    }

    private static Duration time(long samples) {
        return Duration.ofNanos(samples * 1_000_000_000L / LogMelSpectrogram.SAMPLE_RATE);
    }

}
