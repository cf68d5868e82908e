package io.parley.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelPool;
import io.parley.pool.PoolSettings;
import io.parley.speech.LiveTranscription;
import io.parley.speech.LiveTranscription.Hypothesis;
import io.parley.speech.Transcriber;
import io.parley.speech.Transcribers;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptionOptions;
import io.parley.testing.SpeechClips;
import io.parley.testing.TestTranscribers;

/** Live transcripts of real speech with the real default model. */
class LiveTranscriptionTest {

    private static final String MODEL = "whisper-base";

    private static final TranscriptionOptions ENGLISH = TranscriptionOptions.DEFAULT.withLanguage("en");

    private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();

    private static InferenceRuntime runtime;

    private static ModelPool pool;

    private static SpeechClips clips;

    private static Transcribers transcribers;

    private final List<Hypothesis> told = new ArrayList<>();

    @BeforeAll
    static void load() {
        runtime = new InferenceRuntime(Runtime.getRuntime().availableProcessors());
        pool = new ModelPool(runtime, new PoolSettings(2L << 30, 2, 16, Duration.ZERO, Duration.ofSeconds(30)), METERS);
        clips = new SpeechClips();
        transcribers = TestTranscribers.whisperBase(pool, METERS);
        transcribers.named(MODEL).prepare(Cancellation.never());
    }

    @AfterAll
    static void close() {
        clips.close();
        pool.close();
        assertThat(runtime.liveTensors()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "speech/misc/jfk.flac", "speech/ljspeech/LJ001-0012.flac" })
    void aShortClipGetsTheWordsOfItsTranscript(String file) throws Exception {
        Pcm sound = clips.clip(file);
        Transcription live = feed(sound);
        assertThat(wordErrors(live.text(), offline(sound))).isLessThanOrEqualTo(0.1);
        assertThat(live.duration()).isEqualTo(sound.duration());
        assertPrefixesStay(live);
    }

    @Test
    @Tag("long")
    void aMinuteOfSpeechGetsTheWordsOfItsTranscript() throws Exception {
        Pcm sound = clips.clip("speech/long/two_cities.flac");
        Transcription live = feed(sound);
        assertThat(wordErrors(live.text(), offline(sound))).isLessThanOrEqualTo(0.1);
        assertPrefixesStay(live);
    }

    @Test
    void theLanguageIsToldWithItsProbability() throws Exception {
        Transcription live = feed(clips.clip("speech/misc/jfk.flac"), TranscriptionOptions.DEFAULT);
        assertThat(live.language()).isEqualTo("en");
        assertThat(live.languageProbability()).isBetween(0.5, 1.0);
    }

    @Test
    void silenceGivesNothing() {
        try (LiveTranscription live = open(transcribers)) {
            for (int i = 0; i < 10; i++) {
                live.append(new Pcm(new float[16_000], 16_000));
            }
            assertThat(live.finish().text()).isEmpty();
        }
        assertThat(this.told).isEmpty();
    }

    @Test
    void closingStopsAtOnceAndKeepsNothing() throws Exception {
        LiveTranscription live = open(transcribers);
        live.append(clips.clip("speech/misc/jfk.flac"));
        Thread.sleep(50);
        live.close();
        int before = this.told.size();
        assertThat(METERS.get("parley.pool.leases").tag("model", MODEL).gauge().value()).isZero();
        assertThat(this.told).hasSize(before);
    }

    private void assertPrefixesStay(Transcription whole) {
        assertThat(this.told).hasSizeGreaterThan(3);
        for (int i = 1; i < this.told.size(); i++) {
            assertThat(this.told.get(i).finalText()).startsWith(this.told.get(i - 1).finalText());
        }
        assertThat(this.told.getLast()).isEqualTo(new Hypothesis(whole.text(), ""));
        // words are final long before the end
        assertThat(this.told.get(this.told.size() / 2).finalText()).isNotEmpty();
    }

    /**
     * Each step of sound is transcribed before the next comes, however slow the machine.
     */
    private Transcription feed(Pcm sound) throws InterruptedException {
        return feed(sound, ENGLISH);
    }

    private Transcription feed(Pcm sound, TranscriptionOptions options) throws InterruptedException {
        Stepped stepped = new Stepped(transcribers.named(MODEL), new Semaphore(0));
        int step = Samples.in(LiveSettings.DEFAULT.step());
        try (LiveTranscription live = open(stepped, options)) {
            for (int at = 0; at < sound.samples().length; at += step) {
                int end = Math.min(sound.samples().length, at + step);
                live.append(new Pcm(Arrays.copyOfRange(sound.samples(), at, end), 16_000));
                if (end - at == step) {
                    stepped.runs().acquire();
                }
            }
            return live.finish();
        }
    }

    private LiveTranscription open(Transcribers some) {
        return open(some, ENGLISH);
    }

    private LiveTranscription open(Transcribers some, TranscriptionOptions options) {
        return new RetranscribedSpeechFactory(some, null, LiveSettings.DEFAULT, METERS).open(MODEL, options,
                this.told::add);
    }

    private static String offline(Pcm sound) {
        return transcribers.named(MODEL).transcribe(PcmSource.of(sound), ENGLISH, Cancellation.never()).text();
    }

    private static double wordErrors(String actual, String expected) {
        List<String> words = words(expected);
        int[] row = new int[words.size() + 1];
        Arrays.setAll(row, (i) -> i);
        for (String word : words(actual)) {
            int diagonal = row[0]++;
            for (int i = 1; i < row.length; i++) {
                int change = diagonal + (words.get(i - 1).equals(word) ? 0 : 1);
                diagonal = row[i];
                row[i] = Math.min(change, Math.min(row[i], row[i - 1]) + 1);
            }
        }
        return (double) row[words.size()] / words.size();
    }

    private static List<String> words(String text) {
        return List.of(text.toLowerCase(Locale.ROOT).replaceAll("[^a-z' ]", "").strip().split(" +"));
    }

    /** The real transcriber, which tells when it has run. */
    private record Stepped(Transcriber transcriber, Semaphore runs) implements Transcribers {

        @Override
        public Transcriber named(String model) {
            return (audio, options, sink, cancellation) -> {
                try {
                    return this.transcriber.transcribe(audio, options, sink, cancellation);
                }
                finally {
                    this.runs.release();
                }
            };
        }

        @Override
        public List<String> models() {
            return List.of(MODEL);
        }

    }

}
