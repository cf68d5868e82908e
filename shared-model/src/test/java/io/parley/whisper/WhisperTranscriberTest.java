package io.parley.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.catalog.PullListener;
import io.parley.compile.GraphStore;
import io.parley.compile.Precision;
import io.parley.compile.whisper.WhisperCompiler;
import io.parley.concurrent.Cancellation;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelPool;
import io.parley.pool.PoolSettings;
import io.parley.speech.SpeechException;
import io.parley.speech.TranscriptSegment;
import io.parley.speech.windows.SpeechCutter;
import io.parley.speech.TranscriptToken;
import io.parley.speech.Transcriber;
import io.parley.speech.TranscriptWord;
import io.parley.speech.TranscriptSegment;
import io.parley.speech.windows.SpeechCutter;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptionOptions;
import io.parley.speech.TranscriptionOptions.Timestamps;
import io.parley.testing.TestModels;
import io.parley.whisper.decoding.DecodingSettings;

/** The engine on its real default model and real speech. */
class WhisperTranscriberTest {

    private static final TranscriptionOptions ENGLISH = TranscriptionOptions.DEFAULT.withLanguage("en");

    private static final String JFK_WORDS = "And so my fellow Americans, ask not what your country can do for you, "
            + "ask what you can do for your country.";

    private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();

    private static SharedClips clips;

    private static InferenceRuntime runtime;

    private static ModelPool pool;

    private static Transcriber transcriber;

    private static float[] jfk;

    @BeforeAll
    static void load() {
        clips = new SharedClips();
        runtime = new InferenceRuntime(Runtime.getRuntime().availableProcessors());
        pool = new ModelPool(runtime, new PoolSettings(2L << 30, 2, 16, Duration.ZERO, Duration.ofSeconds(30)), METERS);
        jfk = decode("audio/formats/jfk.flac");
        transcriber = newTranscriber();
        transcriber.prepare(Cancellation.never());
    }

    private static Transcriber newTranscriber() {
        WhisperLoader loader = new WhisperLoader(TestModels.store(), PullListener.none(),
                new WhisperCompiler(new GraphStore(TestModels.store().root())), Precision.INT8, 2,
                DecodingSettings.DEFAULT);
        return new WhisperTranscribers(List.of(TestModels.whisperBaseEntry()), loader, pool, SpeechCutter.consecutive(),
                METERS)
            .named("whisper-base");
    }

    @AfterAll
    static void close() {
        clips.close();
        pool.close();
        assertThat(runtime.liveTensors()).isZero();
    }

    @Test
    void speechBecomesItsWordsInTheDetectedLanguage() {
        Transcription transcription = transcribe(jfk, TranscriptionOptions.DEFAULT);
        assertThat(transcription.text()).isEqualTo(JFK_WORDS);
        assertThat(transcription.language()).isEqualTo("en");
        assertThat(transcription.duration()).isEqualTo(Duration.ofSeconds(11));
    }

    @Test
    void nothingIsLostOrDoubledBetweenWindows() {
        String text = transcribe(decode("audio/speech/long/two_cities.flac"), ENGLISH).text();
        assertThat(words(text)).containsSequence("in", "short", "the", "period", "was", "so", "far", "like", "the",
                "present", "period");
        assertThat(words(text)).startsWith("it", "was", "the", "best", "of", "times").hasSize(119);
    }

    @ParameterizedTest
    @ValueSource(strings = { "audio/speech/long/two_cities.flac", "audio/speech/librispeech/2609-156975-0008.flac",
            "audio/speech/librispeech/3080-5032-0009.flac", "audio/speech/ljspeech/LJ001-0011.flac" })
    void timesDoNotChangeTheWords(String file) {
        float[] speech = decode(file);
        Transcription plain = transcribe(speech, ENGLISH);
        for (Timestamps times : new Timestamps[] { Timestamps.SEGMENTS, Timestamps.WORDS }) {
            Transcription placed = transcribe(speech, ENGLISH.withTimestamps(times));
            assertThat(placed.text()).isEqualTo(plain.text());
        }
    }

    @Test
    void segmentsAreInOrderAndMakeUpTheTextAndComeAsTheyAreDecided() {
        List<TranscriptSegment> streamed = new ArrayList<>();
        float[] speech = decode("audio/speech/long/two_cities.flac");
        Transcription transcription = transcriber.transcribe(PcmSource.of(new Pcm(speech, 16_000)),
                ENGLISH.withTimestamps(Timestamps.SEGMENTS), streamed::add, Cancellation.never());
        assertThat(streamed).hasSizeGreaterThan(3).isEqualTo(transcription.segments());
        Duration before = Duration.ZERO;
        StringBuilder text = new StringBuilder();
        for (TranscriptSegment segment : streamed) {
            assertThat(segment.start()).isGreaterThanOrEqualTo(before)
                .isGreaterThanOrEqualTo(segment.decoding().windowStart());
            assertThat(segment.end()).isGreaterThanOrEqualTo(segment.start())
                .isLessThanOrEqualTo(transcription.duration());
            assertThat(textOf(segment.tokens())).isEqualTo(segment.text());
            assertThat(segment.tokens()).allMatch((token) -> token.logProbability() <= 0);
            assertThat(segment.decoding().averageLogProbability()).isBetween(-1.0, 0.0);
            assertThat(segment.decoding().compressionRatio()).isBetween(0.5, 2.4);
            assertThat(segment.decoding().noSpeechProbability()).isBetween(0.0, 0.6);
            assertThat(segment.decoding().temperature()).isZero();
            text.append(segment.text());
            before = segment.end();
        }
        assertThat(text.toString().strip()).isEqualTo(transcription.text());
        assertThat(words(transcription.text())).startsWith("it", "was", "the", "best", "of", "times")
            .endsWith("superlative", "degree", "of", "comparison", "only")
            .hasSizeBetween(118, 120);
        assertThat(transcription.usage().audio()).isBetween(speech.length / 320, speech.length / 320 + 2);
        assertThat(transcription.usage().output())
            .isEqualTo(streamed.stream().mapToInt((segment) -> segment.tokens().size()).sum());
    }

    private static String textOf(List<TranscriptToken> tokens) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        tokens.forEach((token) -> bytes.writeBytes(token.bytes()));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theDetectedLanguageHasAProbabilityAndAGivenOneNone() {
        assertThat(transcribe(jfk, TranscriptionOptions.DEFAULT).languageProbability()).isBetween(0.5, 1.0);
        assertThat(transcribe(jfk, ENGLISH).languageProbability()).isNull();
    }

    @Test
    void whatTheCallerDrawsIsDrawnAtTheCallersTemperature() {
        assertThat(transcribe(jfk, ENGLISH.withTemperature(0.3)).segments())
            .allMatch((segment) -> segment.decoding().temperature() == 0.3);
    }

    @Test
    void noiseIsNotTurnedIntoALoopAndGivesTheSameEveryTime() {
        float[] noise = decode("audio/sound/esc10/rain/1-17367-A.flac");
        Transcription first = transcribe(noise, ENGLISH);
        assertThat(words(first.text())).hasSizeLessThan(20);
        assertThat(transcribe(noise, ENGLISH)).usingRecursiveComparison().isEqualTo(first);
    }

    /**
     * Where no draw is better the first text is kept: one sound alone may not show it.
     */
    @Test
    void whatIsInDoubtIsDrawnAgainAtAHigherTemperature() {
        Stream<TranscriptSegment> segments = Stream
            .of("baby_cry/1-22694-B", "baby_cry/1-60997-B", "dog_bark/1-59513-A", "rooster/2-95258-A",
                    "rooster/3-137152-A", "sneeze/1-29680-A")
            .map("audio/sound/esc10/%s.flac"::formatted)
            .flatMap((file) -> transcribe(decode(file), ENGLISH).segments().stream());
        assertThat(segments).anyMatch((segment) -> segment.decoding().temperature() > 0);
    }

    @Test
    void aShortClipIsNotSaidTwice() {
        // with too little silence after it, Whisper base says all of it twice
        String text = transcribe(decode("audio/speech/librispeech/2609-156975-0001.flac"), ENGLISH).text();
        assertThat(words(text)).startsWith("hold", "on", "hold").hasSize(9);
    }

    @Test
    void aPromptGuidesSpelling() {
        float[] speech = decode("audio/speech/librispeech/1688-142285-0001.flac");
        String prompt = "Mr Hale and Mr Thornton spoke to Mrs Hale.";
        assertThat(transcribe(speech, ENGLISH).text()).contains("Mr. Hale");
        assertThat(transcribe(speech, ENGLISH.withPrompt(prompt)).text()).contains("Mr Hale");
    }

    @Test
    void wordsHaveTheirTimesAcrossWindows() {
        float[] sound = decode("audio/speech/long/two_cities.flac");
        Transcription transcription = transcribe(sound, ENGLISH.withTimestamps(Timestamps.WORDS));
        Duration last = Duration.ZERO;
        StringBuilder words = new StringBuilder();
        for (TranscriptSegment segment : transcription.segments()) {
            assertThat(segment.words()).isNotEmpty();
            assertThat(segment.start()).isEqualTo(segment.words().getFirst().start());
            assertThat(segment.end()).isEqualTo(segment.words().getLast().end());
            for (TranscriptWord word : segment.words()) {
                assertThat(word.start()).isGreaterThanOrEqualTo(last);
                assertThat(word.end()).isGreaterThanOrEqualTo(word.start());
                assertThat(word.probability()).isBetween(0.0, 1.0);
                last = word.end();
                words.append(' ').append(word.text());
            }
        }
        assertThat(last).isBetween(Duration.ofSeconds(30), transcription.duration());
        assertThat(words.toString().strip()).isEqualTo(transcription.text());
    }

    @Test
    void soundOfNoLengthHasNoWords() {
        assertThat(transcribe(new float[0], TranscriptionOptions.DEFAULT).text()).isEmpty();
    }

    @Test
    void aLanguageThatTheModelDoesNotKnowIsRefusedByName() {
        assertThatThrownBy(() -> transcribe(jfk, TranscriptionOptions.DEFAULT.withLanguage("xx")))
            .isInstanceOfSatisfying(SpeechException.Unsupported.class, (ex) -> {
                assertThat(ex.field()).isEqualTo("language");
                assertThat(ex.getMessage()).contains("'xx'");
            });
    }

    @Test
    void whatIsAskedCanBeCheckedWithoutSoundAndHoldsNoLease() {
        for (int i = 0; i < 5; i++) {
            Transcriber fresh = newTranscriber();
            fresh.check(ENGLISH, Cancellation.never());
            assertThatThrownBy(() -> fresh.check(TranscriptionOptions.DEFAULT.withLanguage("xx"), Cancellation.never()))
                .isInstanceOf(SpeechException.Unsupported.class);
        }
    }

    @Test
    void aCallerWhoGoesFreesTheLeaseInTheMiddleOfTheWork() {
        float[] long30 = new float[30 * 16_000 * 4];
        for (int i = 0; i + jfk.length < long30.length; i += jfk.length) {
            System.arraycopy(jfk, 0, long30, i, jfk.length);
        }
        Cancellation cancellation = new Cancellation();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Transcription> work = callers
                .submit(() -> transcriber.transcribe(PcmSource.of(new Pcm(long30, 16_000)), ENGLISH, cancellation));
            await().until(() -> leases() == 1);
            cancellation.cancel();
            assertThatThrownBy(work::get).hasCauseInstanceOf(CancellationException.class);
        }
        assertThat(leases()).isZero();
        assertThat(transcribe(jfk, ENGLISH).text()).isEqualTo(JFK_WORDS);
    }

    @Test
    void eightCallersAtOnceAllGetTheirWords() throws Exception {
        transcribeManyTimes(24, 8);
    }

    @Test
    @Tag("long")
    void aThousandRequestsLeaveNoTensorBehind() throws Exception {
        transcribeManyTimes(1_000, 8);
    }

    private static void transcribeManyTimes(int times, int callers) throws Exception {
        transcribe(jfk, ENGLISH);
        List<Future<Transcription>> all = new ArrayList<>();
        int before = runtime.liveTensors();
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            for (int i = 0; i < times; i++) {
                all.add(threads.submit(() -> transcribe(jfk, ENGLISH)));
            }
            for (Future<Transcription> one : all) {
                assertThat(one.get().text()).isEqualTo(JFK_WORDS);
            }
        }
        // a second decoder state may have been made for the second lease; none after that
        assertThat(runtime.liveTensors()).isIn(before, 2 * before);
        assertThat(leases()).isZero();
    }

    private static double leases() {
        return METERS.get("parley.pool.leases").tag("model", "whisper-base").gauge().value();
    }

    private static Transcription transcribe(float[] samples, TranscriptionOptions options) {
        return transcriber.transcribe(PcmSource.of(new Pcm(samples, 16_000)), options, Cancellation.never());
    }

    private static List<String> words(String text) {
        return List.of(text.toLowerCase().replaceAll("[^a-z ]", "").split(" +"));
    }

    private static float[] decode(String file) {
        return clips.samples(file);
    }

}
