package io.parley.lfm2audio;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;

import io.parley.audio.PcmSource;
import io.parley.audio.PerFeatureLogMel;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Turn;
import io.parley.serving.ServedModel;
import io.parley.speech.SpeechException;
import io.parley.speech.TranscriptSegment;
import io.parley.speech.TranscriptSink;
import io.parley.speech.Transcriber;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptionMetrics;
import io.parley.speech.TranscriptionOptions;
import io.parley.speech.windows.SpeechCutter;
import io.parley.speech.windows.SpeechWindow;

/**
 * Transcribes with the prompt that the model was trained with for it, one window of at
 * most 30 s after another. What is left over at the end and is shorter than the encoder
 * takes has no words. The model has no use for a caller's prompt, which is a hint, and
 * leaves it.
 */
final class Lfm2AudioTranscriber implements Transcriber {

    private static final String LANGUAGE = "en";

    private final ServedModel<Lfm2AudioModel> model;

    private final SpeechCutter cutter;

    private final TranscriptionMetrics metrics;

    Lfm2AudioTranscriber(ServedModel<Lfm2AudioModel> model, SpeechCutter cutter, MeterRegistry meters) {
        this.model = model;
        this.cutter = cutter;
        this.metrics = new TranscriptionMetrics(meters, model.id());
    }

    @Override
    public Transcription transcribe(PcmSource audio, TranscriptionOptions options, TranscriptSink sink,
            Cancellation cancellation) {
        if (audio.sampleRate() != PerFeatureLogMel.SAMPLE_RATE) {
            throw new IllegalArgumentException("LFM2-Audio hears at 16000 Hz, not at " + audio.sampleRate());
        }
        check(options, cancellation);
        return this.model.hear(audio, cancellation, (loaded, turn) -> this.metrics.record(turn::computed,
                () -> transcribe(loaded, turn, audio, options, sink, cancellation)));
    }

    @Override
    public void check(TranscriptionOptions options, Cancellation cancellation) {
        String language = options.language();
        if (language != null && !language.equals(LANGUAGE)) {
            throw new SpeechException.Unsupported("language",
                    "The model '%s' knows English only, not '%s'.".formatted(this.model.id(), language));
        }
        if (options.task() == TranscriptionOptions.Task.TRANSLATE) {
            throw new SpeechException.Unsupported("model",
                    "The model '%s' transcribes English and does not translate.".formatted(this.model.id()));
        }
        if (options.timestamps() == TranscriptionOptions.Timestamps.WORDS) {
            throw new SpeechException.Unsupported("timestamp_granularities",
                    "The model '%s' cannot tell when each word was spoken; it has segments only."
                        .formatted(this.model.id()));
        }
    }

    @Override
    public void prepare(Cancellation cancellation) {
        this.cutter.prepare(cancellation);
        this.model.call(cancellation, (model, _) -> model.canSpeak());
    }

    private Transcription transcribe(Lfm2AudioModel model, Turn turn, PcmSource audio, TranscriptionOptions options,
            TranscriptSink sink, Cancellation cancellation) {
        return this.cutter.cut(audio, options, cancellation, (windows) -> {
            Lfm2AudioWindowTranscriber words = new Lfm2AudioWindowTranscriber(model, TokenLimit.REFERENCE,
                    options.temperature(), RandomGenerator.getDefault().nextLong(), sink, cancellation);
            for (SpeechWindow window = windows.next(cancellation); window != null; window = windows
                .next(cancellation)) {
                turn.giveWay();
                words.hear(window.samples(), window.startSample());
            }
            List<TranscriptSegment> segments = words.segments();
            String text = segments.stream().map(TranscriptSegment::text).collect(Collectors.joining()).strip();
            return new Transcription(text, LANGUAGE, null,
                    Duration.ofNanos(windows.total() * 1_000_000_000L / PerFeatureLogMel.SAMPLE_RATE), segments,
                    words.usage());
        });
    }

}
