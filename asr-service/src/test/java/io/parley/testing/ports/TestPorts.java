package io.parley.testing.ports;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.parley.audio.AudioDecoder;
import io.parley.audio.AudioEncoder;
import io.parley.audio.AudioEncoders;
import io.parley.audio.AudioFormat;
import io.parley.audio.EncodedAudioSink;
import io.parley.audio.PcmSource;
import io.parley.audio.encoder.StreamingAudioEncoders;
import io.parley.concurrent.Cancellation;
import io.parley.concurrent.Requester;
import io.parley.speech.AudioClassifier;
import io.parley.speech.AudioClassifiers;
import io.parley.speech.MachineStatus;
import io.parley.speech.ModelMonitor;
import io.parley.speech.ModelStatus;
import io.parley.speech.OfferedModels;
import io.parley.speech.SpeechException;
import io.parley.speech.SpeechLanguageModel;
import io.parley.speech.SpeechLanguageModels;
import io.parley.speech.Synthesizer;
import io.parley.speech.Synthesizers;
import io.parley.speech.TextLanguageModel;
import io.parley.speech.TextLanguageModels;
import io.parley.speech.TranscriptSink;
import io.parley.speech.Transcriber;
import io.parley.speech.Transcribers;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptSegment;
import io.parley.speech.TranscriptionOptions;
import io.parley.speech.VoiceActivityDetector;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Tiny ports for tests of what stands before them: a decoder of 16-bit wave files and a
 * transcriber that measures the sound and says what it was asked. Prompts make it behave.
 */
@Configuration(proxyBeanMethods = false)
public class TestPorts {

    public static final String WAIT = "wait until cancelled";

    public static final String OVERLOADED = "be overloaded";

    public static final String FAIL = "fail in an unforeseen way";

    /** It goes on to its next segment when told to by {@link #steps}. */
    public static final String STEP = "go step by step";

    public static final String FAIL_LATE = "fail after the first segment";

    /**
     * It says more than any buffer between it and its caller holds, then "said", and goes
     * on with little until told to end by {@link #steps}.
     */
    public static final String FLOOD = "say too much";

    /** It neither translates nor places words. */
    public static final String ENGLISH_ONLY = "whisper-tiny.en";

    /** It classifies by the caller's labels. */
    public static final String CALLERS_LABELS = "lfm2-audio-1.5b";

    /** A language that no model knows. */
    public static final String UNKNOWN_LANGUAGE = "xx";

    /** What the transcriber went through: "waiting", "said", "cancelled". */
    public final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    /** Whom the models worked for, by what they did. */
    public final Map<String, String> requesters = new ConcurrentHashMap<>();

    /** One for each segment that may be decided. */
    public final BlockingQueue<String> steps = new LinkedBlockingQueue<>();

    /** Given when the encoders were made ready before a caller came. */
    public final CountDownLatch warmed = new CountDownLatch(1);

    @Bean
    AudioDecoder decoder() {
        return new WaveDecoder();
    }

    @Bean
    public VoiceActivityDetector voiceActivityDetector() {
        return new LoudnessDetector(() -> workedFor("tell speech"));
    }

    @Bean
    protected Transcribers transcribers() {
        return new Transcribers() {

            @Override
            public Transcriber named(String model) {
                if (!models().contains(model)) {
                    throw new SpeechException.UnknownModel(model);
                }
                return new Measure(model);
            }

            @Override
            public List<String> models() {
                return List.of("whisper-base", ENGLISH_ONLY);
            }
        };
    }

    @Bean
    AudioEncoders encoders() {
        AudioEncoders real = new StreamingAudioEncoders(Path.of("target/natives"));
        return new AudioEncoders() {

            @Override
            public AudioEncoder open(AudioFormat format, int sampleRate, OptionalLong samples, EncodedAudioSink sink) {
                return real.open(format, sampleRate, samples, sink);
            }

            @Override
            public void warm() {
                real.warm();
                TestPorts.this.warmed.countDown();
            }
        };
    }

    @Bean
    Synthesizers synthesizers() {
        return new Synthesizers() {

            @Override
            public Synthesizer named(String model) {
                if (!models().contains(model)) {
                    throw new SpeechException.UnknownModel(model);
                }
                return new ToneSynthesizer((text, sentence, cancellation) -> {
                    workedFor("speak");
                    behave(text, sentence, cancellation);
                });
            }

            @Override
            public List<String> models() {
                return List.of("kokoro-82m");
            }
        };
    }

    @Bean
    TextLanguageModels textLanguageModels() {
        return new OfferedTextModels();
    }

    @Bean
    SpeechLanguageModels speechLanguageModels() {
        return new NoSpeechModels();
    }

    /** One that says what it heard. */
    private final class OfferedTextModels extends OfferedModels<TextLanguageModel> implements TextLanguageModels {

        private OfferedTextModels() {
            super(Map.of("parrot", new Parrot((text, word, cancellation) -> {
                workedFor("write");
                behave(text, word, cancellation);
            })));
        }

    }

    /** None. */
    private static final class NoSpeechModels extends OfferedModels<SpeechLanguageModel>
            implements SpeechLanguageModels {

        private NoSpeechModels() {
            super(Map.of());
        }

    }

    @Bean
    ModelMonitor modelMonitor() {
        return new ModelMonitor() {

            @Override
            public ModelStatus status(String model) {
                return new ModelStatus(ModelStatus.State.LOADED, 1_000, 1, 2, 3, 0.25, null);
            }

            @Override
            public MachineStatus machine() {
                return new MachineStatus("tests", 2, 0.5, 16_000, 4_000L, 1_000, 8_000);
            }
        };
    }

    @Bean
    AudioClassifiers classifiers() {
        return new OfferedClassifiers();
    }

    /** One of fixed labels, and one of the caller's. */
    private final class OfferedClassifiers extends OfferedModels<AudioClassifier> implements AudioClassifiers {

        private OfferedClassifiers() {
            Map<String, AudioClassifier> all = new LinkedHashMap<>();
            all.put("yamnet", new LoudnessClassifier(true, TestPorts.this::behave));
            all.put(CALLERS_LABELS, new LoudnessClassifier(false, TestPorts.this::behave));
            super(all);
        }

    }

    private void workedFor(String what) {
        this.requesters.put(what, Requester.current().id());
    }

    /** The text begins with what it is to make happen; most happen after a sentence. */
    private void behave(String text, int sentence, Cancellation cancellation) {
        if (text.startsWith(OVERLOADED) || text.startsWith(FAIL) && !text.startsWith(FAIL_LATE)) {
            behave(text.startsWith(FAIL) ? FAIL : OVERLOADED, cancellation);
        }
        if (sentence > 0 && text.startsWith(WAIT)) {
            behave(WAIT, cancellation);
        }
        if (sentence > 0) {
            goOn(text.startsWith(STEP) ? STEP : text.startsWith(FAIL_LATE) ? FAIL_LATE : null, sentence, cancellation);
        }
    }

    private void behave(String prompt, Cancellation cancellation) {
        switch (prompt) {
            case WAIT -> {
                this.events.add("waiting");
                waitFor(cancellation);
                this.events.add("cancelled");
                cancellation.check();
            }
            case OVERLOADED ->
                throw new SpeechException.Overloaded("Too many requests wait for this model.", Duration.ofSeconds(3));
            case FAIL -> throw new IllegalStateException("a secret of the house");
            case null -> {
            }
            default -> {
            }
        }
    }

    private static void waitFor(Cancellation cancellation) {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        try (Cancellation.Registration _ = cancellation.onCancel(() -> told.add("cancelled"))) {
            told.poll(30, TimeUnit.SECONDS);
        }
        catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void goOn(@Nullable String prompt, int segment, Cancellation cancellation) {
        if (STEP.equals(prompt)) {
            try (Cancellation.Registration _ = cancellation.onCancel(this::stopWaiting)) {
                await(this.steps);
            }
        }
        if (FAIL_LATE.equals(prompt) && segment > 0) {
            throw new SpeechException.Overloaded("The model was needed elsewhere.", Duration.ofSeconds(1));
        }
        cancellation.check();
    }

    private void flood(TranscriptSegment like, TranscriptSink sink, Cancellation cancellation) {
        TranscriptSegment much = new TranscriptSegment(like.start(), like.end(), " much".repeat(2000), List.of(),
                List.of(), like.decoding());
        for (int i = 0; i < 3500; i++) {
            sink.accept(much);
        }
        this.events.add("said");
        try {
            while (this.steps.poll(50, TimeUnit.MILLISECONDS) == null) {
                cancellation.check();
                sink.accept(like);
            }
        }
        catch (CancellationException ex) {
            this.events.add("cancelled");
            throw ex;
        }
        catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopWaiting() {
        this.events.add("cancelled");
        this.steps.add("over");
    }

    private static void await(BlockingQueue<String> queue) {
        try {
            queue.poll(30, TimeUnit.SECONDS);
        }
        catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Measures the sound and says what it was asked; knows every language but one. */
    private final class Measure implements Transcriber {

        private final String model;

        private Measure(String model) {
            this.model = model;
        }

        @Override
        public void check(TranscriptionOptions options, Cancellation cancellation) {
            if (UNKNOWN_LANGUAGE.equals(options.language())) {
                throw new SpeechException.Unsupported("language", "This model does not know that language.");
            }
            if (this.model.equals(ENGLISH_ONLY) && options.task() == TranscriptionOptions.Task.TRANSLATE) {
                throw new SpeechException.Unsupported("task", "This model does not translate.");
            }
            if (this.model.equals(ENGLISH_ONLY) && options.timestamps() == TranscriptionOptions.Timestamps.WORDS) {
                throw new SpeechException.Unsupported("timestamps", "This model does not place words in time.");
            }
        }

        @Override
        public Transcription transcribe(PcmSource audio, TranscriptionOptions options, TranscriptSink sink,
                Cancellation cancellation) {
            workedFor("transcribe");
            behave(options.prompt(), cancellation);
            SpokenMeasures measures = SpokenMeasures.of(audio, options);
            List<TranscriptSegment> segments = measures.segments();
            for (int i = 0; i < segments.size(); i++) {
                goOn(options.prompt(), i, cancellation);
                sink.accept(segments.get(i));
            }
            if (FLOOD.equals(options.prompt())) {
                flood(segments.getFirst(), sink, cancellation);
            }
            return new Transcription(measures.text(), "en", (options.language() == null) ? 0.75 : null,
                    measures.duration(), segments, new Transcription.TokenUsage(550, 3, measures.tokens()));
        }

    }

}
