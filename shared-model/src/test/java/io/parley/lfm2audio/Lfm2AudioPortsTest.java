package io.parley.lfm2audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.parley.audio.AudioException;
import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelPool;
import io.parley.pool.ModelSpec;
import io.parley.pool.PoolSettings;
import io.parley.speech.ClassificationOptions;
import io.parley.speech.ClassifiedSegment;
import io.parley.speech.ClassifiedSegmentSink;
import io.parley.speech.LabelScore;
import io.parley.speech.SpeechException;
import io.parley.speech.SpeechMessage;
import io.parley.speech.SpeechReply;
import io.parley.speech.SpeechReplyOptions;
import io.parley.speech.SpeechSink;
import io.parley.speech.SynthesisOptions;
import io.parley.speech.Transcriber;
import io.parley.speech.windows.SpeechCutter;
import io.parley.speech.Transcription;
import io.parley.speech.TranscriptionOptions;
import io.parley.speech.Voice;
import io.parley.testing.GoldenTensors;

/** The ports on the tiny checkpoint, whose answers are noise, but always the same. */
class Lfm2AudioPortsTest {

    private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();

    private static final int FRAME = 1920;

    @TempDir
    static Path store;

    private static InferenceRuntime runtime;

    private static ModelPool pool;

    private static ModelSpec<Lfm2AudioModel> spec;

    private static Transcriber transcriber;

    @BeforeAll
    static void load() {
        runtime = new InferenceRuntime(2);
        pool = new ModelPool(runtime, new PoolSettings(2L << 30, 2, 16, Duration.ZERO, Duration.ofSeconds(30)), METERS);
        Lfm2AudioLoader loader = TinyModel.loader(store);
        spec = loader.spec("tiny", TinyModel.directory());
        transcriber = new Lfm2AudioTranscribers(Lfm2AudioOffers.of(Map.of("tiny", TinyModel.directory()), loader), pool,
                SpeechCutter.consecutive(), METERS)
            .named("tiny");
        transcriber.prepare(Cancellation.never());
    }

    @AfterAll
    static void close() {
        pool.close();
        assertThat(runtime.liveTensors()).isZero();
    }

    @Test
    void aTranscriptIsTheTextOfTheReferencesIds() throws IOException {
        Transcription transcription = transcribe(TinyModel.clip("b").samples());
        try (GoldenTensors golden = GoldenTensors.open("generate.safetensors")) {
            String text = pool.call(spec, Cancellation.never(),
                    (model) -> model.tokenizer().decode(golden.integers("asr_b.text_ids")));
            assertThat(transcription.text()).isEqualTo(text.strip()).contains("oice").doesNotContain("<|");
        }
        assertThat(transcription.duration()).isEqualTo(Duration.ofMillis(3300));
        assertThat(transcription.language()).isEqualTo("en");
    }

    // 1279 samples are 8 mel frames, one less than the encoder takes
    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 1279 })
    void whatIsTooShortToBeHeardHasNoWords(int samples) throws IOException {
        Transcription transcription = transcribe(Arrays.copyOf(TinyModel.clip("b").samples(), samples));
        assertThat(transcription.text()).isEmpty();
    }

    @Test
    void twentyMinutesAreCutToBeTranscribedAndRefusedInOnePiece() throws IOException {
        float[] clip = TinyModel.clip("b").samples();
        float[] sound = new float[20 * 60 * 16_000];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = clip[i % clip.length];
        }
        int before = runtime.liveTensors();
        Transcription transcription = transcribe(sound);
        assertThat(transcription.duration()).isEqualTo(Duration.ofMinutes(20));
        assertThat(transcription.text().length()).isGreaterThan(500);
        assertThatThrownBy(() -> pool.call(spec, Cancellation.never(),
                (model) -> model.generate(
                        model.newConversation().begin("user").sound(new Pcm(sound, 16_000)).end().begin("assistant"),
                        GenerationOptions.greedy(GenerationMode.SEQUENTIAL, 1), (item) -> {
                        }, Cancellation.never())))
            .isInstanceOf(AudioException.TooLong.class);
        assertThat(runtime.liveTensors()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1279 })
    void aClipThatIsTooShortForTheEncoderIsRefused(int samples) {
        int before = runtime.liveTensors();
        var messages = List.of(new SpeechMessage(SpeechMessage.Role.USER,
                List.of(new SpeechMessage.Part.Sound(new Pcm(new float[samples], 16_000)))));
        assertThatThrownBy(() -> new Lfm2AudioSpeechLanguageModel(pool, spec).respond(messages,
                new SpeechReplyOptions(false, 5, 0, 0), new Answer(), Cancellation.never()))
            .isInstanceOf(AudioException.TooShort.class);
        assertThat(runtime.liveTensors()).isEqualTo(before);
    }

    @Test
    void whatTheModelCannotDoIsRefusedByField() {
        assertThatThrownBy(() -> transcriber.transcribe(PcmSource.of(new Pcm(new float[16_000], 16_000)),
                TranscriptionOptions.DEFAULT.withLanguage("de"), Cancellation.never()))
            .isInstanceOfSatisfying(SpeechException.Unsupported.class,
                    (ex) -> assertThat(ex.field()).isEqualTo("language"));
        assertThatThrownBy(() -> new Lfm2AudioSynthesizer(pool, spec).synthesize("hello",
                new SynthesisOptions("nobody", 1, 0), (sound) -> {
                }, Cancellation.never()))
            .isInstanceOfSatisfying(SpeechException.Unsupported.class, (ex) -> {
                assertThat(ex.field()).isEqualTo("voice");
                assertThat(ex.getMessage()).contains("us_male");
            });
        assertThatThrownBy(() -> new Lfm2AudioSynthesizer(pool, spec).synthesize("hello",
                new SynthesisOptions("us_male", 2, 0), (sound) -> {
                }, Cancellation.never()))
            .isInstanceOfSatisfying(SpeechException.Unsupported.class,
                    (ex) -> assertThat(ex.field()).isEqualTo("speed"));
    }

    @ParameterizedTest
    @CsvSource({ "us_male,onyx", "us_female,alloy", "uk_male,fable", "uk_female,shimmer" })
    void aVoiceSoundsTheSameUnderItsAliasAndWithTheSameSeed(String id, String alias) {
        float[] sound = speak("Hello world, this is a test.", new SynthesisOptions(id, 1, 5));
        assertThat(sound).hasSizeGreaterThan(4 * FRAME);
        // to rounding: how many frames the codec has in a run depends on the time they
        // took
        assertThat(difference(sound, speak("Hello world, this is a test.", new SynthesisOptions(alias, 1, 5))))
            .isLessThan(1e-4);
        assertThat(difference(sound, speak("Hello world, this is a test.", new SynthesisOptions(id, 1, 6))))
            .isGreaterThan(1e-3);
    }

    @Test
    void voicesAreAskedForInTheWordsTheModelKnows() {
        assertThat(Arrays.stream(Lfm2AudioVoice.values())).extracting(Lfm2AudioVoice::instruction)
            .containsExactlyInAnyOrder("Perform TTS. Use the US male voice.", "Perform TTS. Use the US female voice.",
                    "Perform TTS. Use the UK male voice.", "Perform TTS. Use the UK female voice.");
        assertThat(new Lfm2AudioSynthesizer(pool, spec).voices()).extracting(Voice::id)
            .containsExactlyInAnyOrder("us_male", "us_female", "uk_male", "uk_female");
    }

    @Test
    void cachesThatGrowCountInThePoolsBudgetWhileTheyAreThere() {
        double before = METERS.get("parley.pool.memory.used").gauge().value();
        List<Double> during = new ArrayList<>();
        respond(List.of(SpeechMessage.text(SpeechMessage.Role.USER, "€".repeat(1000))), false, 8, new Answer() {
            @Override
            public void text(String words) {
                during.add(METERS.get("parley.pool.memory.used").gauge().value());
            }
        });
        // a token for each byte; 4,096 positions instead of 1,024, two layers of two
        // heads of 16, keys and
        // values
        assertThat(during.getFirst()).isEqualTo(before + 3072 * 2 * 2 * 16 * 2 * Float.BYTES);
        assertThat(METERS.get("parley.pool.memory.used").gauge().value()).isEqualTo(before);
    }

    @Test
    void aSpokenAnswerComesAsTextAndSoundInTurnsAndCarriesOn() throws IOException {
        Answer first = new Answer();
        SpeechMessage question = new SpeechMessage(SpeechMessage.Role.USER,
                List.of(new SpeechMessage.Part.Sound(TinyModel.clip("a"))));
        SpeechReply reply = respond(List.of(question), true, 40, first);
        List<GeneratedItem> items = KeptItems.read(reply.own().items());
        assertThat(reply.text()).isEqualTo(first.text.toString()).isNotEmpty();
        assertThat(first.samples).isEqualTo(FRAME * items.stream()
            .filter((item) -> item instanceof GeneratedItem.AudioFrame frame && !frame.endOfAudio())
            .count());
        // text first, then sound; text again only where it comes in turns
        assertThat(first.order.toString()).startsWith("ts").contains("st");
        SpeechMessage said = new SpeechMessage(SpeechMessage.Role.ASSISTANT,
                List.of(new SpeechMessage.Part.Said(reply)));
        SpeechReply second = respond(
                List.of(question, said, SpeechMessage.text(SpeechMessage.Role.USER, "And one more thing?")), true, 20,
                new Answer());
        SpeechReply forgetful = respond(
                List.of(question, SpeechMessage.text(SpeechMessage.Role.USER, "And one more thing?")), true, 20,
                new Answer());
        assertThat(second.text()).isNotEqualTo(forgetful.text());
    }

    @Test
    void soundComesBeforeTheAnswerIsAtItsEnd() throws IOException {
        Cancellation cancellation = new Cancellation();
        List<Integer> heard = new ArrayList<>();
        var question = List
            .of(new SpeechMessage(SpeechMessage.Role.USER, List.of(new SpeechMessage.Part.Sound(TinyModel.clip("a")))));
        int before = runtime.liveTensors();
        assertThatThrownBy(() -> new Lfm2AudioSpeechLanguageModel(pool, spec).respond(question,
                new SpeechReplyOptions(true, 40, 0, 3), new Answer() {
                    @Override
                    public void sound(Pcm sound) {
                        heard.add(sound.samples().length);
                        cancellation.cancel();
                    }
                }, cancellation))
            .isInstanceOf(CancellationException.class);
        assertThat(heard).hasSize(1);
        assertThat(runtime.liveTensors()).isEqualTo(before);
    }

    @Test
    void aWrittenAnswerHasNoSound() throws IOException {
        Answer answer = new Answer();
        SpeechReply reply = respond(List.of(SpeechMessage.text(SpeechMessage.Role.USER, "Hello world")), false, 40,
                answer);
        assertThat(answer.samples).isZero();
        assertThat(reply.text()).isEqualTo(answer.text.toString()).isNotEmpty();
    }

    @Test
    void labelScoresAreThoseOfUncachedPasses() throws Exception {
        Pcm sound = TinyModel.clip("b");
        List<String> labels = List.of("yes", "no", "the voice of the people", "a");
        List<LabelScore> scores = classify(sound, labels);
        try (UncachedScores uncached = new UncachedScores(runtime, store)) {
            double first = 0;
            for (int i = 0; i < labels.size(); i++) {
                String label = labels.get(i);
                double expected = pool.call(spec, Cancellation.never(),
                        (model) -> uncached.score(Lfm2AudioClassifier.prompt(model, sound, labels),
                                Lfm2AudioClassifier.answer(model.tokenizer(), label)));
                assertThat(scores.get(i).label()).isEqualTo(label);
                first = (i == 0) ? expected : first;
                // shares are as the likelihoods are to each other
                assertThat(Math.log(scores.get(i).score() / scores.get(0).score())).as(label)
                    .isCloseTo(expected - first, within(2e-4));
            }
        }
        assertThat(scores.stream().mapToDouble(LabelScore::score).sum()).isCloseTo(1, within(1e-9));
        assertThat(scores.stream().map(LabelScore::score).distinct()).hasSize(labels.size());
    }

    private static List<LabelScore> classify(Pcm sound, List<String> labels) {
        return classify(sound, ClassificationOptions.DEFAULT.withLabels(labels), ClassifiedSegmentSink.none());
    }

    private static List<LabelScore> classify(Pcm sound, ClassificationOptions options, ClassifiedSegmentSink sink) {
        return new Lfm2AudioClassifier(pool, spec, new SimpleMeterRegistry())
            .classify(PcmSource.of(sound), options, sink, Cancellation.never())
            .scores();
    }

    @Test
    void labelsThatCannotBeToldApartAreRefused() {
        List<String> many = IntStream.rangeClosed(1, 65).mapToObj("label %d"::formatted).toList();
        for (List<String> labels : List.of(List.<String>of(), List.of("yes", " "), List.of("yes", "yes"), many)) {
            assertThatThrownBy(() -> classify(new Pcm(new float[16_000], 16_000), labels))
                .isInstanceOf(SpeechException.Unsupported.class);
        }
        assertThat(classify(new Pcm(new float[16_000], 16_000), many.subList(0, 64))).hasSize(64);
    }

    @Test
    void segmentsAreScoredOnTheirOwnAndTheWholeIsTheirMean() throws Exception {
        Pcm sound = TinyModel.clip("b");
        List<String> labels = List.of("yes", "no");
        List<ClassifiedSegment> segments = new ArrayList<>();
        List<LabelScore> whole = classify(sound,
                ClassificationOptions.DEFAULT.withLabels(labels).withWindow(Duration.ofMillis(500)), segments::add);

        Pcm first = new Pcm(Arrays.copyOf(sound.samples(), 8_000), 16_000);
        assertThat(segments.getFirst().scores()).isEqualTo(classify(first, labels));
        assertThat(segments.getLast().end()).isEqualTo(sound.duration());
        assertThat(whole.getFirst().score()).isBetween(
                segments.stream().mapToDouble((each) -> each.scores().getFirst().score()).min().orElseThrow(),
                segments.stream().mapToDouble((each) -> each.scores().getFirst().score()).max().orElseThrow());
    }

    @Test
    void aCallerWhoGoesFreesTheLease() {
        Cancellation cancellation = new Cancellation();
        PcmSource endless = new PcmSource() {

            private final Random random = new Random(1);

            private int reads;

            @Override
            public int sampleRate() {
                return 16_000;
            }

            @Override
            public int read(float[] buffer, int offset, int length) {
                if (++this.reads > 2_000) {
                    throw new AssertionError("read on after the caller had gone");
                }
                if (this.reads == 100) {
                    cancellation.cancel();
                }
                int count = Math.min(length, 16_000);
                for (int i = 0; i < count; i++) {
                    buffer[offset + i] = this.random.nextFloat() - 0.5f;
                }
                return count;
            }

            @Override
            public void close() {
            }

        };
        assertThatThrownBy(() -> transcriber.transcribe(endless, TranscriptionOptions.DEFAULT, cancellation))
            .isInstanceOf(CancellationException.class);
        assertThat(METERS.get("parley.pool.leases").tag("model", "tiny").gauge().value()).isZero();
    }

    private static Transcription transcribe(float[] samples) {
        return transcriber.transcribe(PcmSource.of(new Pcm(samples, 16_000)), TranscriptionOptions.DEFAULT,
                Cancellation.never());
    }

    /** The first five pieces of the sound. */
    private static float[] speak(String text, SynthesisOptions options) {
        List<float[]> parts = new ArrayList<>();
        Cancellation enough = new Cancellation();
        assertThatThrownBy(() -> new Lfm2AudioSynthesizer(pool, spec).synthesize(text, options, (sound) -> {
            assertThat(sound.sampleRate()).isEqualTo(24_000);
            parts.add(sound.samples());
            if (parts.size() == 5) {
                enough.cancel();
            }
        }, enough)).isInstanceOf(CancellationException.class);
        return CodecGolden.join(parts.toArray(float[][]::new));
    }

    private static double difference(float[] one, float[] other) {
        int length = Math.min(one.length, other.length);
        return CodecGolden.difference(Arrays.copyOf(one, length), Arrays.copyOf(other, length));
    }

    private static SpeechReply respond(List<SpeechMessage> messages, boolean spoken, int maxItems, SpeechSink sink) {
        return new Lfm2AudioSpeechLanguageModel(pool, spec).respond(messages,
                new SpeechReplyOptions(spoken, maxItems, 0, 3), sink, Cancellation.never());
    }

    /** An answer as it came. */
    private static class Answer implements SpeechSink {

        private final StringBuilder text = new StringBuilder();

        private final StringBuilder order = new StringBuilder();

        private int samples;

        @Override
        public void text(String words) {
            this.text.append(words);
            order('t');
        }

        @Override
        public void sound(Pcm sound) {
            this.samples += sound.samples().length;
            order('s');
        }

        private void order(char kind) {
            if (this.order.isEmpty() || this.order.charAt(this.order.length() - 1) != kind) {
                this.order.append(kind);
            }
        }

    }

}
