package io.parley.lfm2audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import io.parley.audio.PcmSource;
import io.parley.compile.lfm2audio.CheckpointDirectory;
import io.parley.compile.lfm2audio.PublishedLayout;
import io.parley.concurrent.Cancellation;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelPool;
import io.parley.pool.PoolSettings;
import io.parley.speech.ClassificationOptions;
import io.parley.speech.ClassifiedSegmentSink;
import io.parley.speech.SpeechMessage;
import io.parley.speech.SpeechReplyOptions;
import io.parley.speech.SynthesisOptions;
import io.parley.speech.TranscriptionOptions;
import io.parley.speech.windows.SpeechCutter;
import io.parley.testing.GoldenTensors;
import io.parley.weights.WeightsException;

/**
 * A directory in the layout of LFM2.5-Audio's published ONNX export. Its graphs are made
 * by our own compiler from the tiny checkpoint, see {@link PublishedLayout}: the
 * published files themselves have not been run.
 */
class PublishedLayoutTest {

    private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();

    private static final ListAppender<ILoggingEvent> LOG = new ListAppender<>();

    @TempDir
    static Path work;

    @TempDir
    static Path store;

    @TempDir
    static Path directory;

    private static InferenceRuntime runtime;

    private static Lfm2AudioModel model;

    @BeforeAll
    static void load() throws IOException {
        PublishedLayout.write(work, directory);
        runtime = new InferenceRuntime(2);
        Logger logger = (Logger) LoggerFactory.getLogger("io.parley.compile.lfm2audio");
        LOG.start();
        logger.addAppender(LOG);
        model = load(directory);
        logger.detachAppender(LOG);
    }

    @AfterAll
    static void close() {
        model.close();
        assertThat(runtime.liveTensors()).isZero();
    }

    private static Lfm2AudioModel load(Path path) {
        return TinyModel.loader(store).load(new CheckpointDirectory(path), runtime, "published", (graph, bytes) -> {
        });
    }

    // without the repair every code after the first of a frame would be another
    @ParameterizedTest
    @CsvSource({ "asr_a,SEQUENTIAL,24", "asr_b,SEQUENTIAL,24", "tts,SEQUENTIAL,40", "inter_a,INTERLEAVED,40",
            "inter_b,INTERLEAVED,40" })
    void everyIdIsTheReferences(String scenario, GenerationMode mode, int maxItems) throws IOException {
        try (GoldenTensors golden = GoldenTensors.open("generate.safetensors")) {
            GoldenRuns.assertItems(GoldenRuns.generate(model, GoldenRuns.prompt(model, scenario),
                    GenerationOptions.greedy(mode, maxItems)), golden, scenario + ".");
        }
    }

    @Test
    void theFaultOfThePublishedDepthformerIsSaid() {
        assertThat(LOG.list).filteredOn((event) -> event.getFormattedMessage().contains("rotary"))
            .singleElement()
            .satisfies((event) -> assertThat(event.getFormattedMessage()).contains("vocoder_depthformer.onnx",
                    "repaired"));
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 5, 12 })
    void theSoundIsThatOfTheStreamingDetokenizer(int framesPerCall) {
        int[][] frames = CodecStreams.random(60);
        try (Lfm2AudioModel own = TinyModel.load(runtime, store);
                AudioCodecDecoder streaming = own.newDecoder();
                AudioCodecDecoder published = model.newDecoder()) {
            assertThat(streaming).isInstanceOf(Lfm2Detokenizer.class);
            float[] expected = CodecStreams.decode(streaming, frames, 60);
            assertThat(CodecGolden.difference(expected, CodecStreams.decode(published, frames, framesPerCall)))
                .isLessThan(1e-4);
            // another stream of the same decoder
            assertThat(CodecGolden.difference(expected, CodecStreams.decode(published, frames, framesPerCall)))
                .isLessThan(1e-4);
        }
    }

    @Test
    void aDirectoryInThisLayoutServesAllFourJobs() throws IOException {
        Lfm2AudioOffers offers = Lfm2AudioOffers.of(Map.of("published", new CheckpointDirectory(directory)),
                TinyModel.loader(store));
        try (ModelPool pool = new ModelPool(runtime,
                new PoolSettings(2L << 30, 2, 16, Duration.ZERO, Duration.ofSeconds(30)), METERS)) {
            String text = new Lfm2AudioTranscribers(offers, pool, SpeechCutter.consecutive(), METERS).named("published")
                .transcribe(PcmSource.of(TinyModel.clip("b")), TranscriptionOptions.DEFAULT, Cancellation.never())
                .text();
            assertThat(text).contains("oice");
            List<float[]> sound = new ArrayList<>();
            new Lfm2AudioSynthesizer(pool, offers.spec("published"), 40).synthesize("Hello world, this is a test.",
                    new SynthesisOptions("us_male", 1, 1), (pcm) -> sound.add(pcm.samples()), Cancellation.never());
            assertThat(CodecGolden.join(sound.toArray(float[][]::new)).length).isPositive()
                .matches((samples) -> samples % AudioCodecDecoder.FRAME_SAMPLES == 0);
            assertThat(new Lfm2AudioClassifier(pool, offers.spec("published"), METERS)
                .classify(PcmSource.of(TinyModel.clip("b")),
                        ClassificationOptions.DEFAULT.withLabels(List.of("yes", "no")), ClassifiedSegmentSink.none(),
                        Cancellation.never())
                .scores()).hasSize(2);
            TextSink words = new TextSink();
            new Lfm2AudioSpeechLanguageModel(pool, offers.spec("published")).respond(
                    List.of(SpeechMessage.text(SpeechMessage.Role.USER, "Hello world")),
                    new SpeechReplyOptions(true, 30, 0, 3), words, Cancellation.never());
            assertThat(words.toString()).isNotEmpty();
        }
    }

    @Test
    void whatIsMissingIsNamed(@TempDir Path copy) throws IOException {
        Path aside = Files.createDirectory(copy.resolve("aside"));
        PublishedLayout.write(aside, copy);
        Path onnx = copy.resolve("onnx");
        for (String name : List.of("audio_encoder.onnx", "decoder.onnx_data", "embed_tokens.bin")) {
            Files.move(onnx.resolve(name), aside.resolve(name));
            assertThatThrownBy(() -> load(copy)).as(name)
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(name);
            Files.move(aside.resolve(name), onnx.resolve(name));
        }
        load(copy).close();
    }

}
