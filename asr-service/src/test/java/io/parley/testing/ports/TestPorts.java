package io.parley.testing.ports;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.parley.audio.AudioDecoder;
import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;
import io.parley.speech.SpeechException;
import io.parley.speech.TranscriptSink;
import io.parley.speech.Transcriber;
import io.parley.speech.Transcribers;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptionOptions;
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

    /** A language that no model knows. */
    public static final String UNKNOWN_LANGUAGE = "xx";

    /** What the transcriber went through: "waiting", "cancelled". */
    public final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    @Bean
    AudioDecoder decoder() {
        return new WaveDecoder();
    }

    @Bean
    Transcribers transcribers() {
        return new Transcribers() {

            @Override
            public Transcriber named(String model) {
                if (!models().contains(model)) {
                    throw new SpeechException.UnknownModel(model);
                }
                return new Measure();
            }

            @Override
            public List<String> models() {
                return List.of("whisper-base");
            }
        };
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

    /** Measures the sound and says what it was asked; knows every language but one. */
    private final class Measure implements Transcriber {

        @Override
        public void check(TranscriptionOptions options, Cancellation cancellation) {
            if (UNKNOWN_LANGUAGE.equals(options.language())) {
                throw new SpeechException.Unsupported("language", "This model does not know that language.");
            }
        }

        @Override
        public Transcription transcribe(PcmSource audio, TranscriptionOptions options, TranscriptSink sink,
                Cancellation cancellation) {
            behave(options.prompt(), cancellation);
            float[] buffer = new float[4096];
            long samples = 0;
            double peak = 0;
            for (int count = audio.read(buffer, 0, buffer.length); count >= 0; count = audio.read(buffer, 0,
                    buffer.length)) {
                samples += count;
                for (int i = 0; i < count; i++) {
                    peak = Math.max(peak, Math.abs(buffer[i]));
                }
            }
            String text = "%d samples, loud: %s, language %s, prompt %s, temperature %.2f".formatted(samples,
                    peak > 0.1, options.language(), options.prompt(), options.temperature());
            return new Transcription(text, "en", null, Duration.ofMillis(samples * 1000 / audio.sampleRate()),
                    List.of(), Transcription.TokenUsage.NONE);
        }

    }

}
