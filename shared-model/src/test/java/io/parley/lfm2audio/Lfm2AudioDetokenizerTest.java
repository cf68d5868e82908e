package io.parley.lfm2audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import io.parley.compile.lfm2audio.CodecGraphs;
import io.parley.compile.lfm2audio.DetokenizerConfig;
import io.parley.concurrent.Cancellation;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.weights.Checkpoint;
import io.parley.weights.SafetensorsCheckpoint;
import io.parley.weights.WeightsException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The detokenizer of LFM2.5-Audio against the reference. */
class Lfm2AudioDetokenizerTest {

    /** Samples that come with the next frame. */
    private static final int HELD_BACK = 480;

    @TempDir
    static Path directory;

    private static CodecGolden golden;

    private static int[][] frames;

    private static DetokenizerConfig config;

    private static InferenceRuntime runtime;

    private static Graph graph;

    @BeforeAll
    static void load() throws Exception {
        golden = new CodecGolden("detokenizer.safetensors");
        frames = golden.frames();
        config = DetokenizerConfig.read(tiny());
        runtime = new InferenceRuntime(2);
        graph = compile(checkpoint(), true);
    }

    @AfterAll
    static void close() {
        if (graph != null) {
            graph.close();
            golden.close();
            assertThat(runtime.liveTensors()).isZero();
        }
    }

    @Test
    void everyStageOfTheWholeSequenceMatches() {
        long width = config.layers().width();
        try (CodecStream stream = stream()) {
            stream.output("embedded", (count) -> new long[] { 1, count, width });
            for (int layer : new int[] { 0, 2, 7 }) {
                stream.output("layer_" + layer, (count) -> new long[] { 1, 6L * count, width });
            }
            stream.output("spectrum", (count) -> new long[] { 6L * count, DetokenizerConfig.COLUMN_VALUES });
            stream.run(frames, 0, frames.length, Cancellation.never());
            golden.assertMatches("embedded", stream.read("embedded"));
            golden.assertMatches("layer0", stream.read("layer_0"));
            golden.assertMatches("layer2", stream.read("layer_2"));
            golden.assertMatches("layer7", stream.read("layer_7"));
            golden.assertMatches("spectrum", stream.read("spectrum"));
        }
    }

    @Test
    void theSoundOfTheWholeSequenceAndOfItsBeginningMatch() {
        try (Lfm2Detokenizer decoder = decoder(graph)) {
            float[] whole = CodecStreams.decode(decoder, frames, frames.length);
            golden.assertMatches("wave", whole);
            // the manifest's tolerance is a seventieth of the loudest sample
            assertThat(golden.difference("wave", whole)).isLessThan(1e-6);
            golden.assertMatches("wave_first12", CodecStreams.decode(decoder, Arrays.copyOf(frames, 12), 12));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 3, 7 })
    void streamedSoundIsThatOfTheWhole(int framesPerCall) {
        try (Lfm2Detokenizer decoder = decoder(graph)) {
            float[] whole = CodecStreams.decode(decoder, frames, frames.length);
            float[] streamed = CodecStreams.decode(decoder, frames, framesPerCall);
            golden.assertMatches("wave", streamed);
            // of sound up to 0.014
            assertThat(CodecGolden.difference(whole, streamed)).isLessThan(1e-6);
        }
    }

    @Test
    void allButTheLastSamplesComeAtOnce() {
        try (Lfm2Detokenizer decoder = decoder(graph)) {
            float[] whole = CodecStreams.decode(decoder, frames, frames.length);
            float[] first = decoder.decode(Arrays.copyOf(frames, 12), Cancellation.never());
            assertThat(first).hasSize(12 * AudioCodecDecoder.FRAME_SAMPLES - HELD_BACK);
            assertThat(CodecGolden.difference(first, Arrays.copyOf(whole, first.length))).isLessThan(1e-6);
            assertThat(decoder.flush()).hasSize(HELD_BACK);
            assertThat(decoder.flush()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "emb.emb.weight", "lfm.layers.2.self_attn.k_layernorm.weight",
            "lfm.layers.4.self_attn.v_proj.weight", "lfm.layers.7.conv.conv.weight", "lfm.embedding_norm.weight",
            "lin.bias" })
    void aSingleChangedWeightIsSeen(String name) throws Exception {
        int element = name.startsWith("emb") ? frames[3][0] * config.layers().width() : 5;
        AlteredCheckpoint changed = new AlteredCheckpoint(checkpoint()).changed(name, element, 2);
        try (Graph other = compile(changed, false); CodecStream stream = stream(other)) {
            stream.output("spectrum", (count) -> new long[] { 6L * count, DetokenizerConfig.COLUMN_VALUES });
            stream.run(frames, 0, frames.length, Cancellation.never());
            assertThat(golden.misses("spectrum", stream.read("spectrum"))).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "emb.emb.weight", "lin.bias", "lfm.layers.6.self_attn.q_proj.weight" })
    void whatIsMissingOrOfAnotherShapeIsNamed(String name) {
        assertThatThrownBy(() -> compile(new AlteredCheckpoint(checkpoint()).without(name), false))
            .isInstanceOf(WeightsException.class)
            .hasMessageContaining("model.safetensors")
            .hasMessageContaining(name);
        assertThatThrownBy(() -> compile(new AlteredCheckpoint(checkpoint()).reshaped(name, 3L), false))
            .isInstanceOf(WeightsException.class)
            .hasMessageContaining(name)
            .hasMessageContaining("[3]");
    }

    @Test
    void aConfigurationThatCannotBeStreamedIsRefused() throws Exception {
        String text = Files.readString(tiny().resolve("config.json"));
        Files.writeString(directory.resolve("config.json"), text.replaceFirst("sliding_attention", "full_attention"));
        assertThatThrownBy(() -> DetokenizerConfig.read(directory)).isInstanceOf(WeightsException.class)
            .hasMessageContaining("layer_types");
        Files.writeString(directory.resolve("config.json"), text.replace("1282", "1026"));
        assertThatThrownBy(() -> DetokenizerConfig.read(directory)).isInstanceOf(WeightsException.class)
            .hasMessageContaining("output_size");
    }

    @Test
    void aLongStreamKeepsItsMemoryAndForgetsItsBeginning() {
        int[][] many = CodecStreams.random(2000);
        try (Lfm2Detokenizer decoder = decoder(graph); Lfm2Detokenizer fresh = decoder(graph)) {
            decoder.decode(Arrays.copyOf(many, 4), Cancellation.never());
            long bytes = decoder.bytes();
            int tensors = runtime.liveTensors();
            decoder.reset();
            float[] sound = CodecStreams.decode(decoder, many, 4);
            assertThat(decoder.bytes()).isEqualTo(bytes);
            assertThat(runtime.liveTensors()).isEqualTo(tensors);
            assertThat(sound).hasSize(2000 * AudioCodecDecoder.FRAME_SAMPLES);
            for (float sample : sound) {
                assertThat(Float.isFinite(sample)).isTrue();
            }
            // 98 columns can be heard, which is 17 frames; the window of one frame more
            int[][] end = Arrays.copyOfRange(many, 1950, 2000);
            float[] again = CodecStreams.decode(fresh, end, 50);
            int compared = 30 * AudioCodecDecoder.FRAME_SAMPLES;
            float[] tail = Arrays.copyOfRange(sound, sound.length - compared, sound.length);
            assertThat(CodecGolden.difference(tail, Arrays.copyOfRange(again, again.length - compared, again.length)))
                .isLessThan(1e-5);
        }
    }

    @Test
    void theSpectrumDoesNotDependOnThePlaceInTheStream() {
        try (CodecStream stream = stream()) {
            stream.output("spectrum", (count) -> new long[] { 6L * count, DetokenizerConfig.COLUMN_VALUES });
            // five months in
            stream.restart(1_000_000_000);
            stream.run(frames, 0, frames.length, Cancellation.never());
            golden.assertMatches("spectrum", stream.read("spectrum"));
        }
    }

    private static CodecStream stream() {
        return stream(graph);
    }

    private static CodecStream stream(Graph graph) {
        return new CodecStream(runtime, graph, config.states(), DetokenizerConfig.COLUMNS_PER_FRAME,
                (position) -> config.layers().window());
    }

    private static Lfm2Detokenizer decoder(Graph graph) {
        return new Lfm2Detokenizer(runtime, graph, config.states());
    }

    private static Path tiny() {
        return CodecGolden.tiny().resolve("audio_detokenizer");
    }

    private static Checkpoint checkpoint() {
        return SafetensorsCheckpoint.open(tiny().resolve("model.safetensors"));
    }

    private static Graph compile(Checkpoint checkpoint, boolean stages) throws Exception {
        try (checkpoint) {
            return runtime.load(CodecGraphs.detokenizer(checkpoint, config, directory, stages));
        }
    }

}
