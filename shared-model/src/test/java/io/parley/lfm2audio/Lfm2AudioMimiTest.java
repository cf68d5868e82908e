package io.parley.lfm2audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CancellationException;

import io.parley.compile.lfm2audio.CodecGraphs;
import io.parley.compile.lfm2audio.MimiConstants;
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

/** Mimi's decoder against the reference. */
class Lfm2AudioMimiTest {

    private static final String FILE = "tokenizer-e351c8d8-checkpoint125.safetensors";

    private static final String LAYER = "decoder_transformer.transformer.layers.1.";

    @TempDir
    static Path directory;

    private static CodecGolden golden;

    private static int[][] frames;

    private static MimiConstants constants;

    private static InferenceRuntime runtime;

    private static Graph graph;

    @BeforeAll
    static void load() throws Exception {
        golden = new CodecGolden("mimi.safetensors");
        frames = golden.frames();
        constants = MimiConstants.of(CodecGolden.tiny());
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
        long frameCount = frames.length;
        try (CodecStream stream = new CodecStream(runtime, graph, constants.states(), MimiConstants.STEPS_PER_FRAME,
                (position) -> constants.context())) {
            for (String stage : new String[] { "latent", "upsampled", "transformed" }) {
                long length = stage.equals("latent") ? frameCount : MimiConstants.STEPS_PER_FRAME * frameCount;
                stream.output(stage, (count) -> new long[] { 1, length, constants.dimension() });
            }
            stream.output("wave", (count) -> new long[] { (long) count * AudioCodecDecoder.FRAME_SAMPLES });
            stream.run(frames, 0, frames.length, Cancellation.never());
            golden.assertMatchesTransposed("latent", stream.read("latent"));
            golden.assertMatchesTransposed("upsampled", stream.read("upsampled"));
            golden.assertMatchesTransposed("transformed", stream.read("transformed"));
            golden.assertMatches("wave", stream.read("wave"));
        }
    }

    @Test
    void streamedSoundMatches() {
        try (MimiDecoder decoder = decoder(graph)) {
            golden.assertMatches("wave_stream1", CodecStreams.decode(decoder, frames, 1));
            golden.assertMatches("wave_stream5", CodecStreams.decode(decoder, frames, 5));
            golden.assertMatches("wave", CodecStreams.decode(decoder, frames, frames.length));
        }
    }

    @Test
    void attentionReachesBackAsFarAsTheReference() {
        var states = constants.withContext(24).states();
        try (MimiDecoder whole = new MimiDecoder(runtime, graph, states, (position) -> 24);
                MimiDecoder streaming = new MimiDecoder(runtime, graph, states)) {
            golden.assertMatches("context24.wave", CodecStreams.decode(whole, frames, frames.length));
            golden.assertMatches("context24.wave", CodecStreams.decode(whole, frames, 7));
            golden.assertMatches("context24.wave_stream1", CodecStreams.decode(streaming, frames, 1));
            golden.assertMatches("context24.wave_stream1", CodecStreams.decode(streaming, frames, 5));
            assertThat(golden.misses("context24.wave", CodecStreams.decode(streaming, frames, 1))).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "decoder.model.0.conv.conv.weight", "decoder.model.5.convtr.convtr.weight",
            "decoder.model.12.block.3.conv.conv.bias", "upsample.convtr.convtr.convtr.weight",
            LAYER + "layer_scale_2.scale", LAYER + "norm1.bias", LAYER + "self_attn.in_proj_weight" })
    void aSingleChangedWeightIsHeard(String name) throws Exception {
        AlteredCheckpoint changed = new AlteredCheckpoint(checkpoint()).changed(name, 1, 0.5f);
        try (Graph other = compile(changed, false); MimiDecoder decoder = decoder(other)) {
            assertThat(golden.misses("wave", CodecStreams.decode(decoder, frames, frames.length))).isPositive();
        }
    }

    @Test
    void theReferencesOwnNamesOfAttentionWeightsAreKnown() throws Exception {
        AlteredCheckpoint renamed = new AlteredCheckpoint(checkpoint());
        for (int layer = 0; layer < constants.layers(); layer++) {
            String attention = "decoder_transformer.transformer.layers." + layer + ".self_attn.";
            renamed.renamed(attention + "in_proj_weight", attention + "in_projs.0.weight")
                .renamed(attention + "out_proj.weight", attention + "out_projs.0.weight");
        }
        try (Graph other = compile(renamed, false); MimiDecoder decoder = decoder(other)) {
            golden.assertMatches("wave", CodecStreams.decode(decoder, frames, 6));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "quantizer.rvq_rest.vq.layers.6._codebook.cluster_usage",
            "decoder.model.14.conv.conv.bias", LAYER + "self_attn.out_proj.weight" })
    void whatIsMissingOrOfAnotherShapeIsNamed(String name) {
        assertThatThrownBy(() -> compile(new AlteredCheckpoint(checkpoint()).without(name), false))
            .isInstanceOf(WeightsException.class)
            .hasMessageContaining(FILE)
            .hasMessageContaining(name);
        assertThatThrownBy(() -> compile(new AlteredCheckpoint(checkpoint()).reshaped(name, 1L, 7L), false))
            .isInstanceOf(WeightsException.class)
            .hasMessageContaining(name)
            .hasMessageContaining("[1, 7]");
    }

    @Test
    void aLongStreamKeepsItsMemoryAndForgetsItsBeginning() {
        int[][] many = CodecStreams.random(2000);
        try (MimiDecoder decoder = decoder(graph); MimiDecoder fresh = decoder(graph)) {
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
            // two layers see 249 steps back each, convolutions a few more
            int[][] end = Arrays.copyOfRange(many, 1700, 2000);
            float[] again = CodecStreams.decode(fresh, end, 50);
            int compared = 40 * AudioCodecDecoder.FRAME_SAMPLES;
            assertThat(CodecGolden.difference(Arrays.copyOfRange(sound, sound.length - compared, sound.length),
                    Arrays.copyOfRange(again, again.length - compared, again.length)))
                .isLessThan(2e-3);
        }
    }

    @Test
    void soundDoesNotDependOnThePlaceInTheStream() {
        try (CodecStream stream = new CodecStream(runtime, graph, constants.states(), MimiConstants.STEPS_PER_FRAME,
                (position) -> constants.context())) {
            stream.output("wave", (count) -> new long[] { (long) count * AudioCodecDecoder.FRAME_SAMPLES });
            // more than a year in
            stream.restart(1_000_000_000);
            stream.run(frames, 0, frames.length, Cancellation.never());
            golden.assertMatches("wave", stream.read("wave"));
        }
    }

    @Test
    void codesThatTheCodecDoesNotHave() {
        int[][] beyond = { { 5, 2048, 1, 2, 3, 4, 5, 2048 } };
        int[][] last = { { 5, 2047, 1, 2, 3, 4, 5, 2047 } };
        try (MimiDecoder decoder = decoder(graph)) {
            assertThat(CodecStreams.decode(decoder, beyond, 1)).isEqualTo(CodecStreams.decode(decoder, last, 1));
            for (int[] wrong : new int[][] { { 2048, 0, 0, 0, 0, 0, 0, 0 }, { 1, 2 }, { 0, 0, 0, 0, 2049, 0, 0, 0 },
                    { 0, 0, 0, 0, 0, 0, 0, -1 } }) {
                assertThatIllegalArgumentException()
                    .isThrownBy(() -> decoder.decode(new int[][] { wrong }, Cancellation.never()));
            }
        }
    }

    @Test
    void aCancelledStreamMustBeginAnew() {
        Cancellation gone = new Cancellation();
        gone.cancel();
        try (MimiDecoder decoder = decoder(graph)) {
            decoder.decode(frames, Cancellation.never());
            assertThatThrownBy(() -> decoder.decode(frames, gone)).isInstanceOf(CancellationException.class);
            assertThatIllegalStateException().isThrownBy(() -> decoder.decode(frames, Cancellation.never()));
            decoder.reset();
            golden.assertMatches("wave", CodecStreams.decode(decoder, frames, 8));
        }
    }

    @Test
    void thePublishedConstantsAreMeantWhereNothingElseIsSaid(@TempDir Path other) throws Exception {
        assertThat(MimiConstants.of(other)).isEqualTo(MimiConstants.published());
        assertThat(constants).isEqualTo(new MimiConstants(32, 16, 4, 2, 2, 64, 250));
        Files.writeString(other.resolve("mimi_tiny.json"), "{\"transformer\": {\"num_heads\": 7}}");
        assertThatThrownBy(() -> MimiConstants.of(other)).isInstanceOf(WeightsException.class)
            .hasMessageContaining("mimi_tiny.json");
        Files.writeString(other.resolve("mimi_tiny.json"), "{");
        assertThatThrownBy(() -> MimiConstants.of(other)).isInstanceOf(WeightsException.class);
    }

    private static MimiDecoder decoder(Graph graph) {
        return new MimiDecoder(runtime, graph, constants.states());
    }

    private static Checkpoint checkpoint() {
        return SafetensorsCheckpoint.open(CodecGolden.tiny().resolve(FILE));
    }

    private static Graph compile(Checkpoint checkpoint, boolean stages) throws Exception {
        try (checkpoint) {
            return runtime.load(CodecGraphs.mimi(checkpoint, constants, directory, stages));
        }
    }

}
