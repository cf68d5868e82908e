package io.parley.lfm2audio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.random.RandomGenerator;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.audio.PerFeatureLogMel;
import io.parley.audio.WindowReader;
import io.parley.concurrent.Cancellation;
import io.parley.speech.SpeechException;
import io.parley.speech.TranscriptSegment;
import io.parley.speech.TranscriptSink;
import io.parley.speech.Transcriber;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptionOptions;

/**
 * Transcribes with the prompt that the model was trained with for it, one window of at
 * most 30 s after another. What is left over at the end and is shorter than the encoder
 * takes has no words.
 */
final class Lfm2AudioTranscriber implements Transcriber {

    private static final String INSTRUCTION = "Perform ASR.";

    private static final String LANGUAGE = "en";

    private static final int WINDOW_SECONDS = 30;

    private static final int MAX_TOKENS = 512;

    private static final int SHORTEST = (PerFeatureLogMel.MIN_FRAMES - 1) * PerFeatureLogMel.HOP;

    private final PooledLfm2Audio model;

    private final Timer run;

    private final DistributionSummary realTimeFactor;

    Lfm2AudioTranscriber(PooledLfm2Audio model, MeterRegistry meters) {
        this.model = model;
        this.run = Timer.builder("parley.transcription.run")
            .description("Transcribing one request, waiting excluded")
            .tag("model", model.id())
            .publishPercentileHistogram()
            .register(meters);
        this.realTimeFactor = DistributionSummary.builder("parley.transcription.real.time.factor")
            .description("Time to transcribe, as a share of the sound's length")
            .tag("model", model.id())
            .register(meters);
    }

    @Override
    public Transcription transcribe(PcmSource audio, TranscriptionOptions options, TranscriptSink sink,
            Cancellation cancellation) {
        if (audio.sampleRate() != PerFeatureLogMel.SAMPLE_RATE) {
            throw new IllegalArgumentException("LFM2-Audio hears at 16000 Hz, not at " + audio.sampleRate());
        }
        check(options);
        return this.model.call(cancellation, (loaded) -> {
            long start = System.nanoTime();
            Transcription transcription = transcribe(loaded, audio, options, sink, cancellation);
            record(System.nanoTime() - start, transcription.duration());
            return transcription;
        });
    }

    @Override
    public void prepare(Cancellation cancellation) {
        this.model.call(cancellation, Lfm2AudioModel::canSpeak);
    }

    private void check(TranscriptionOptions options) {
        String language = options.language();
        if (language != null && !language.equals(LANGUAGE)) {
            throw new SpeechException.Unsupported("language",
                    "The model '%s' knows English only, not '%s'.".formatted(this.model.id(), language));
        }
        String prompt = options.prompt();
        if (prompt != null && !prompt.isBlank()) {
            throw new SpeechException.Unsupported("prompt",
                    "The model '%s' takes no prompt for transcription.".formatted(this.model.id()));
        }
    }

    private static Transcription transcribe(Lfm2AudioModel model, PcmSource audio, TranscriptionOptions options,
            TranscriptSink sink, Cancellation cancellation) {
        WindowReader windows = new WindowReader(audio, WINDOW_SECONDS * PerFeatureLogMel.SAMPLE_RATE);
        List<TranscriptSegment> segments = new ArrayList<>();
        long heard = 0;
        for (float[] window = windows.next(); window != null; window = windows.next()) {
            String words = (window.length < SHORTEST) ? "" : words(model, window, options, cancellation);
            long end = heard + window.length;
            if (!words.isEmpty()) {
                TranscriptSegment segment = new TranscriptSegment(time(heard), time(end), " " + words, List.of(),
                        List.of(), new TranscriptSegment.Decoding(time(heard), options.temperature(), 0, 1, 0));
                sink.accept(segment);
                segments.add(segment);
            }
            heard = end;
        }
        String text = segments.stream().map(TranscriptSegment::text).collect(Collectors.joining()).strip();
        return new Transcription(text, LANGUAGE, null, time(windows.total()), segments, Transcription.TokenUsage.NONE);
    }

    private static Duration time(long samples) {
        return Duration.ofNanos(samples * 1_000_000_000L / PerFeatureLogMel.SAMPLE_RATE);
    }

    private static String words(Lfm2AudioModel model, float[] window, TranscriptionOptions options,
            Cancellation cancellation) {
        Sampling sampling = (options.temperature() == 0) ? Sampling.GREEDY
                : new Sampling((float) options.temperature(), 0);
        Conversation prompt = model.newConversation()
            .system(INSTRUCTION)
            .begin("user")
            .sound(new Pcm(window, PerFeatureLogMel.SAMPLE_RATE))
            .end()
            .begin("assistant");
        TextSink text = new TextSink();
        SpeechRenderer renderer = new SpeechRenderer(model.tokenizer(), null, text, cancellation);
        model.generate(prompt, new GenerationOptions(GenerationMode.SEQUENTIAL, MAX_TOKENS, sampling, Sampling.GREEDY,
                RandomGenerator.getDefault().nextLong()), renderer, cancellation);
        renderer.finish();
        return text.toString().strip();
    }

    private void record(long nanos, Duration heard) {
        this.run.record(nanos, TimeUnit.NANOSECONDS);
        if (heard.isPositive()) {
            this.realTimeFactor.record((double) nanos / heard.toNanos());
        }
    }

}
