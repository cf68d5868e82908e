package io.parley.lfm2audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelPool;
import io.parley.pool.ModelSpec;
import io.parley.pool.PoolSettings;
import io.parley.speech.SpeechException;
import io.parley.speech.Synthesis;
import io.parley.speech.SynthesisOptions;
import io.parley.speech.TranscriptSegment;
import io.parley.speech.TranscriptSink;
import io.parley.speech.TranscriptToken;
import io.parley.speech.Transcriber;
import io.parley.speech.windows.SpeechCutter;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptionOptions;

/** Long input, answers without end, and what is told about both. */
class Lfm2AudioLimitsTest {

    private static final int RATE = 16_000;

    @TempDir
    static Path store;

    private static InferenceRuntime runtime;

    private static ModelPool pool;

    private static ModelSpec<Lfm2AudioModel> spec;

    private static Transcriber transcriber;

    @BeforeAll
    static void load() {
        runtime = new InferenceRuntime(2);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        pool = new ModelPool(runtime, new PoolSettings(2L << 30, 2, 16, Duration.ZERO, Duration.ofSeconds(30)), meters);
        Lfm2AudioLoader loader = TinyModel.loader(store);
        spec = loader.spec("tiny", TinyModel.directory());
        transcriber = new Lfm2AudioTranscribers(Lfm2AudioOffers.of(Map.of("tiny", TinyModel.directory()), loader), pool,
                SpeechCutter.consecutive(), meters)
            .named("tiny");
    }

    @AfterAll
    static void close() {
        pool.close();
        assertThat(runtime.liveTensors()).isZero();
    }

    @Test
    void aTextThatIsCutShortIsTold() {
        AtomicInteger samples = new AtomicInteger();
        Synthesis cut = speak("Hello world, this is a test.", 30, samples);
        assertThat(cut.truncated()).isTrue();
        assertThat(cut.usage().output()).isEqualTo(30);
        assertThat(cut.duration()).isEqualTo(Duration.ofNanos(samples.get() * 1_000_000_000L / 24_000)).isPositive();
    }

    @Test
    void aLongTextIsSpokenInPiecesAndEachHasItsOwnLimit() {
        String sentence = "The quick brown fox jumps over the lazy dog near the river bank. ";
        // four sentences of 64 characters and three spaces fit in 300
        Synthesis speech = speak(sentence.repeat(12), 4, new AtomicInteger());
        assertThat(speech.usage().output()).isEqualTo(3 * 4);
        int prompt = pool.call(spec, Cancellation.never(),
                (model) -> SpokenPieces.prompt(model, Lfm2AudioVoice.US_MALE, sentence.repeat(4).strip()).positions());
        assertThat(speech.usage().input()).isEqualTo(3 * prompt);
    }

    @Test
    void anEmptyTextHasNoSound() {
        assertThat(speak(" \n", 30, new AtomicInteger()).duration()).isZero();
    }

    private static Synthesis speak(String text, int maxItems, AtomicInteger samples) {
        return new Lfm2AudioSynthesizer(pool, spec, maxItems).synthesize(text, new SynthesisOptions("us_male", 1, 5),
                (sound) -> samples.addAndGet(sound.samples().length), Cancellation.never());
    }

    @Test
    void aWindowThatDoesNotEndIsHeardAgainInHalvesAndItsTextIsWhole() throws IOException {
        // the reference's answer to this clip does not end within 24 tokens
        float[] clip = TinyModel.clip("a").samples();
        List<TranscriptSegment> whole = hear(clip, new TokenLimit(0, 24), 0);
        assertThat(whole).hasSizeGreaterThan(1);
        assertThat(whole.getFirst().start()).isEqualTo(Duration.ZERO);
        assertThat(whole.getLast().end()).isEqualTo(Duration.ofSeconds(1));
        for (int i = 1; i < whole.size(); i++) {
            assertThat(whole.get(i).start()).isEqualTo(whole.get(i - 1).end());
        }
        // bounded: what ends nowhere is kept as far as it went
        assertThat(whole).hasSizeLessThanOrEqualTo(4).allMatch((segment) -> segment.tokens().size() <= 24);
    }

    @Test
    void aWindowTooShortToBeCutKeepsItsWords() throws IOException {
        float[] clip = Arrays.copyOf(TinyModel.clip("a").samples(), 3 * 1280 - 1);
        assertThat(hear(clip, new TokenLimit(0, 2), 0)).singleElement()
            .satisfies((segment) -> assertThat(segment.tokens()).hasSizeLessThanOrEqualTo(2));
    }

    @Test
    void aWindowThatEndsIsHeardOnce() throws IOException {
        List<TranscriptSegment> segments = hear(TinyModel.clip("b").samples(), TokenLimit.REFERENCE, 5 * RATE);
        assertThat(segments).singleElement().satisfies((segment) -> {
            assertThat(segment.start()).isEqualTo(Duration.ofSeconds(5));
            assertThat(segment.end()).isEqualTo(Duration.ofMillis(8300));
        });
    }

    private static List<TranscriptSegment> hear(float[] window, TokenLimit limit, long start) {
        return pool.call(spec, Cancellation.never(), (model) -> {
            List<TranscriptSegment> told = new ArrayList<>();
            WindowTranscriber words = new WindowTranscriber(model, limit, 0, 1, told::add, Cancellation.never());
            words.hear(window, start);
            assertThat(told).isEqualTo(words.segments());
            return told;
        });
    }

    @Test
    void segmentsSayHowTheyCameAbout() throws IOException {
        float[] clip = TinyModel.clip("b").samples();
        Transcription transcription = transcribe(clip, TranscriptionOptions.DEFAULT);
        TranscriptSegment segment = transcription.segments().getFirst();
        List<TranscriptToken> tokens = segment.tokens();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        tokens.forEach((token) -> bytes.writeBytes(token.bytes()));
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(segment.text());
        assertThat(tokens)
            .allMatch((token) -> token.logProbability() < 0 && token.logProbability() > Math.log(1 / 512.0));
        assertThat(segment.decoding().averageLogProbability()).isCloseTo(
                tokens.stream().mapToDouble(TranscriptToken::logProbability).average().orElseThrow(), within(1e-9));
        assertThat(segment.decoding().compressionRatio()).isPositive();
        assertThat(transcription.usage()).isEqualTo(new Transcription.TokenUsage(42, 0, tokens.size()));
    }

    @Test
    void logProbabilitiesAreThoseOfTheWholeAnswerScored() throws IOException {
        Pcm clip = TinyModel.clip("b");
        pool.call(spec, Cancellation.never(), (model) -> {
            Conversation prompt = model.newConversation().begin("user").sound(clip).end().begin("assistant");
            List<GeneratedItem.TextToken> tokens = new ArrayList<>();
            model.generate(prompt,
                    new GenerationOptions(GenerationMode.SEQUENTIAL, 8, new Sampling(1, 0), Sampling.GREEDY, 3),
                    (item) -> tokens.add((GeneratedItem.TextToken) item), Cancellation.never());
            double scored = model.withState((state) -> new LabelScorer(state, prompt, Cancellation.never())
                .score(tokens.stream().mapToInt(GeneratedItem.TextToken::id).toArray()));
            assertThat(tokens.stream().mapToDouble(GeneratedItem.TextToken::logProbability).average().orElseThrow())
                .isCloseTo(scored, within(1e-4));
            return scored;
        });
    }

    @Test
    void aPromptIsAHintTheModelHasNoUseFor() throws IOException {
        float[] clip = TinyModel.clip("b").samples();
        assertThat(transcribe(clip, TranscriptionOptions.DEFAULT.withPrompt("Parley, Kokoro")).text())
            .isEqualTo(transcribe(clip, TranscriptionOptions.DEFAULT).text());
    }

    @Test
    void whatTheModelCanNeverDoIsRefusedBeforeAnythingIsDecoded() {
        assertRefused("language", TranscriptionOptions.DEFAULT.withLanguage("de"));
        assertRefused("model", TranscriptionOptions.DEFAULT.withTask(TranscriptionOptions.Task.TRANSLATE));
        assertRefused("timestamp_granularities",
                TranscriptionOptions.DEFAULT.withTimestamps(TranscriptionOptions.Timestamps.WORDS));
        transcriber.check(TranscriptionOptions.DEFAULT.withLanguage("en")
            .withPrompt("hint")
            .withTimestamps(TranscriptionOptions.Timestamps.SEGMENTS), Cancellation.never());
    }

    private static void assertRefused(String field, TranscriptionOptions options) {
        assertThatThrownBy(() -> transcriber.check(options, Cancellation.never()))
            .isInstanceOfSatisfying(SpeechException.Unsupported.class, (ex) -> {
                assertThat(ex.field()).isEqualTo(field);
                assertThat(ex.getMessage()).contains("tiny").endsWith(".");
            });
        assertThatThrownBy(() -> transcribe(new float[RATE], options)).isInstanceOf(SpeechException.Unsupported.class);
    }

    private static Transcription transcribe(float[] samples, TranscriptionOptions options) {
        return transcriber.transcribe(PcmSource.of(new Pcm(Arrays.copyOf(samples, samples.length), RATE)), options,
                TranscriptSink.none(), Cancellation.never());
    }

}
