package io.parley.whisper;

import java.time.Duration;
import java.util.List;
import java.util.ArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.random.RandomGenerator;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import io.parley.audio.LogMelSpectrogram;
import io.parley.audio.PcmSource;
import io.parley.audio.WindowReader;
import io.parley.concurrent.Cancellation;
import io.parley.pool.ModelPool;
import io.parley.pool.ModelSpec;
import io.parley.pool.PoolException;
import io.parley.speech.SpeechException;
import io.parley.speech.TranscriptSegment;
import io.parley.speech.TranscriptSink;
import io.parley.speech.Transcriber;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptionMetrics;
import io.parley.speech.TranscriptionOptions;

/**
 * Transcribes with one Whisper checkpoint of the pool.
 */
final class WhisperTranscriber implements Transcriber {

    private final ModelPool pool;

    private final ModelSpec<WhisperModel> spec;

    private final TranscriptionMetrics metrics;

    /** Of the model when it was last asked: outlives its stay in the pool. */
    private volatile @Nullable WhisperVocabulary vocabulary;

    WhisperTranscriber(ModelPool pool, ModelSpec<WhisperModel> spec, MeterRegistry meters) {
        this.pool = pool;
        this.spec = spec;
        this.metrics = new TranscriptionMetrics(meters, spec.id());
    }

    @Override
    public Transcription transcribe(PcmSource audio, TranscriptionOptions options, TranscriptSink sink,
            Cancellation cancellation) {
        if (audio.sampleRate() != LogMelSpectrogram.SAMPLE_RATE) {
            throw new IllegalArgumentException("Whisper hears at 16000 Hz, not at " + audio.sampleRate());
        }
        return withModel(cancellation,
                (model) -> this.metrics.record(() -> transcribe(model, audio, options, sink, cancellation)));
    }

    @Override
    public void check(TranscriptionOptions options, Cancellation cancellation) {
        if (options.language() == null) {
            return;
        }
        WhisperVocabulary known = this.vocabulary;
        if (known == null) {
            known = withModel(cancellation, WhisperModel::vocabulary);
            this.vocabulary = known;
        }
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

    private static Transcription transcribe(WhisperModel model, PcmSource audio, TranscriptionOptions options,
            TranscriptSink sink, Cancellation cancellation) {
        DecoderState state = model.borrowState();
        try {
            WindowDecoder decoder = new WindowDecoder(model, state,
                    new TokenSampler(options.temperature(), RandomGenerator.getDefault()));
            WindowReader windows = new WindowReader(audio, decoder.windowSamples());
            @Nullable String language = model.vocabulary().checked(options.language());
            List<Integer> prompt = decoder.prompt(options.prompt());
            List<TranscriptSegment> segments = new ArrayList<>();
            long heard = 0;
            for (float[] window = windows.next(); window != null; window = windows.next()) {
                decoder.hear(window, cancellation);
                if (language == null) {
                    language = decoder.detectLanguage(cancellation);
                }
                String words = decoder.decode(language, prompt, cancellation);
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
        finally {
            model.giveBack(state);
        }
    }

    private static Duration time(long samples) {
        return Duration.ofNanos(samples * 1_000_000_000L / LogMelSpectrogram.SAMPLE_RATE);
    }

}
