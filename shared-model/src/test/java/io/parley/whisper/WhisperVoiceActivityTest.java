package io.parley.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.parley.audio.AudioLimits;
import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.audio.decoder.DecoderSettings;
import io.parley.audio.decoder.ProcessAudioDecoder;
import io.parley.catalog.Catalog;
import io.parley.catalog.PullListener;
import io.parley.compile.GraphStore;
import io.parley.compile.Precision;
import io.parley.compile.whisper.WhisperCompiler;
import io.parley.concurrent.Cancellation;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelPool;
import io.parley.pool.PoolSettings;
import io.parley.silero.SileroLoader;
import io.parley.silero.SileroVoiceActivityDetector;
import io.parley.speech.ChunkingOptions;
import io.parley.speech.Transcriber;
import io.parley.speech.TranscriptSegment;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptionOptions;
import io.parley.speech.VoiceActivityDetector;
import io.parley.speech.windows.SpeechCutter;
import io.parley.testing.SharedData;
import io.parley.testing.SpeechClips;
import io.parley.testing.TestModels;
import io.parley.whisper.decoding.DecodingSettings;

/** Whisper behind Silero: no words where nobody speaks, and all where somebody does. */
class WhisperVoiceActivityTest {

    private static final int RATE = 16_000;

    private static final TranscriptionOptions ENGLISH = TranscriptionOptions.DEFAULT.withLanguage("en")
        .withTimestamps(TranscriptionOptions.Timestamps.SEGMENTS);

    private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();

    private static InferenceRuntime runtime;

    private static ModelPool pool;

    private static Transcriber transcriber;

    private static float[] jfk;

    private static List<String> words;

    @BeforeAll
    static void load() throws IOException {
        runtime = new InferenceRuntime(Runtime.getRuntime().availableProcessors());
        pool = new ModelPool(runtime, new PoolSettings(2L << 30, 2, 16, Duration.ZERO, Duration.ofSeconds(30)), METERS);
        VoiceActivityDetector detector = new SileroVoiceActivityDetector(Catalog.builtIn().entry("silero-vad"),
                new SileroLoader(TestModels.store(), PullListener.none(), TestModels.sileroCompiler()), pool, METERS);
        WhisperLoader loader = new WhisperLoader(TestModels.store(), PullListener.none(),
                new WhisperCompiler(new GraphStore(TestModels.store().root())), Precision.INT8, 2,
                DecodingSettings.DEFAULT);
        WhisperTranscribers transcribers = new WhisperTranscribers(List.of(TestModels.whisperBaseEntry()), loader, pool,
                new SpeechCutter(detector), METERS);
        transcriber = transcribers.named("whisper-base");
        try (ProcessAudioDecoder decoder = ProcessAudioDecoder
            .start(DecoderSettings.defaults(Path.of("target/natives")));
                InputStream encoded = Files.newInputStream(SharedData.path("audio/formats/jfk.flac"));
                PcmSource source = decoder.decode(encoded, RATE, new AudioLimits(1 << 28, Duration.ofHours(2)))) {
            float[] samples = new float[20 * RATE];
            int length = 0;
            for (int count = source.read(samples, 0, samples.length); count >= 0; count = source.read(samples, length,
                    samples.length - length)) {
                length += count;
            }
            jfk = Arrays.copyOf(samples, length);
        }
        words = words(transcribe(jfk).text());
        assertThat(words).contains("my", "fellow", "americans");
    }

    @AfterAll
    static void close() {
        pool.close();
        runtime.close();
    }

    private static Transcription transcribe(float[] sound) {
        return transcribe(sound, ENGLISH);
    }

    private static Transcription transcribe(float[] sound, TranscriptionOptions options) {
        return transcriber.transcribe(PcmSource.of(new Pcm(sound, RATE)), options, Cancellation.never());
    }

    /** Where commas fall may change with what is heard around the words. */
    private static List<String> words(String text) {
        return List.of(text.toLowerCase(Locale.ROOT).replaceAll("[^a-z ]", "").strip().split(" +"));
    }

    @Test
    void silenceAndNoiseHaveNoWords() {
        Transcription silence = transcribe(new float[30 * RATE]);
        assertThat(silence.text()).isEmpty();
        assertThat(silence.duration()).isEqualTo(Duration.ofSeconds(30));
        assertThat(transcribe(withNoise(new float[30 * RATE], 0)).text()).isEmpty();
    }

    @Test
    void noLanguageIsFoundWhereNobodySpeaks() {
        TranscriptionOptions detecting = ENGLISH.withLanguage(null);
        Transcription silence = transcribe(new float[5 * RATE], detecting);
        assertThat(silence.languageProbability()).isZero();
        assertThat(transcribe(jfk, detecting).languageProbability()).isGreaterThan(0.5);
        assertThat(transcribe(new float[5 * RATE]).languageProbability()).isNull();
    }

    @Test
    void aStreamOfOneWindowHasTheTextOfTheWhole() {
        assertThat(transcribe(jfk, ENGLISH.withEager(true)).segments()).extracting(TranscriptSegment::text)
            .isEqualTo(transcribe(jfk).segments().stream().map(TranscriptSegment::text).toList());
    }

    /** Sentences of several voices without pauses, of which whole ones were once lost. */
    @Test
    void whoSpeaksNextDoesNotMakeWhoSpokeBeforeUnheard() {
        Map<String, String> sentences = new LinkedHashMap<>();
        sentences.put("librispeech/3080-5032-0001", "i knew you could not choose but like her but yet let me tell you");
        sentences.put("librispeech/2033-164914-0000",
                "replied he of a truth i heard him not and folks are all sleeping");
        sentences.put("librispeech/3080-5032-0008", "a strange change and i am very sorry for it");
        sentences.put("misc/arctic_a0024", "it was my reports from the north which chiefly induced people to buy");
        sentences.put("librispeech/367-130732-0002",
                "what is called a lobster in san francisco is not a lobster at all");
        float[] all = new float[0];
        try (SpeechClips clips = new SpeechClips()) {
            for (String clip : sentences.keySet()) {
                float[] next = clips.clip("speech/" + clip + ".flac").samples();
                int length = all.length;
                all = Arrays.copyOf(all, length + next.length);
                System.arraycopy(next, 0, all, length, next.length);
            }
        }
        Set<String> heard = Set.copyOf(words(transcribe(all, ENGLISH).text()));
        assertThat(sentences.values()).allSatisfy((sentence) -> {
            List<String> said = words(sentence);
            assertThat(said.stream().filter(heard::contains).count()).as(sentence + " in " + heard)
                .isGreaterThan(said.size() * 2 / 3);
        });
    }

    @Test
    void aCallersSilenceDividesTheText() {
        ChunkingOptions chunking = new ChunkingOptions(0.5, Duration.ofMillis(300), Duration.ofMillis(400));
        Transcription divided = transcribe(jfk, ENGLISH.withChunking(chunking));
        assertThat(divided.segments()).hasSizeGreaterThan(1);
        assertThat(words(divided.text())).contains("ask", "country");
    }

    @Test
    void noiseAfterSpeechAddsNoWords() {
        assertThat(words(transcribe(withNoise(Arrays.copyOf(jfk, 35 * RATE), jfk.length)).text())).isEqualTo(words);
    }

    @Test
    void quietSpeechKeepsItsWords() {
        float[] quiet = jfk.clone();
        for (int i = 0; i < quiet.length; i++) {
            quiet[i] *= 0.0316f;
        }
        assertThat(words(transcribe(quiet).text())).isEqualTo(words);
    }

    @Test
    void speechAfterALongSilenceIsPlacedWhereItIs() {
        float[] sound = new float[60 * RATE + jfk.length];
        System.arraycopy(jfk, 0, sound, 60 * RATE, jfk.length);
        Transcription transcription = transcribe(sound);
        assertThat(words(transcription.text())).isEqualTo(words);
        assertThat(transcription.segments().getFirst().start()).isBetween(Duration.ofSeconds(59),
                Duration.ofSeconds(61));
        assertThat(transcription.segments().getLast().end()).isLessThanOrEqualTo(transcription.duration());
    }

    private static float[] withNoise(float[] sound, int from) {
        Random random = new Random(1);
        for (int i = from; i < sound.length; i++) {
            sound[i] = (float) (0.05 * random.nextGaussian());
        }
        return sound;
    }

}
