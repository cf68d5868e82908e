package io.parley.compile.lfm2audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import io.parley.concurrent.Cancellation;
import io.parley.lfm2audio.InputEmbeddings;
import io.parley.pool.Binding;
import io.parley.pool.Graph;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.Tensor;
import io.parley.testing.GoldenTensors;
import io.parley.weights.Checkpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The backbone and the text head on the tiny checkpoint, against the reference. */
class Lfm2AudioBackboneTest {

    private static final int CAPACITY = 96;

    private final InferenceRuntime runtime = new InferenceRuntime(2);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = { "a", "b" })
    void everyLayerOfThePromptIsTheReferences(String prompt) throws Exception {
        Lfm2Config config = TinyLfm2Audio.config().backbone();
        Map<String, String> stages = new HashMap<>(Map.of("layer_5.normalized", "prefill.hidden"));
        for (int i = 0; i < config.layers().size(); i++) {
            stages.put("layer_" + i, "prefill.layer" + i);
        }
        try (Checkpoint checkpoint = TinyLfm2Audio.checkpoint();
                GoldenTensors golden = GoldenTensors.open("backbone_" + prompt + ".safetensors");
                BackboneSession session = session(checkpoint, CAPACITY)) {
            float[] embeds = golden.floats("prompt.embeddings");
            // the last layer is a convolution of three positions, the one before it is
            // attention
            Map<String, Integer> fewer = Map.of("layer_4", 3, "layer_5", 1, "layer_5.normalized", 1);
            Map<String, Integer> positions = new HashMap<>();
            stages.keySet()
                .forEach((stage) -> positions.put(stage, fewer.getOrDefault(stage, embeds.length / config.width())));
            session.run(embeds, positions);
            stages.forEach((stage, name) -> {
                float[] own = session.floats(stage);
                float[] all = golden.floats(name);
                System.arraycopy(own, 0, all, all.length - own.length, own.length);
                golden.assertClose(name, all);
            });
            golden.assertClose("prefill.logits_last", logits(checkpoint, session.floats("hidden")));
            assertCaches(golden, "prefill.cache", session, config);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "a", "b" })
    void greedyStepsOnTheCachesAreTheReferences(String prompt) throws Exception {
        Lfm2AudioConfig config = TinyLfm2Audio.config();
        int width = config.backbone().width();
        try (Checkpoint checkpoint = TinyLfm2Audio.checkpoint();
                GoldenTensors golden = GoldenTensors.open("backbone_" + prompt + ".safetensors");
                BackboneSession session = session(checkpoint, CAPACITY)) {
            InputEmbeddings embeddings = new InputEmbeddings(checkpoint, config);
            int[] tokens = golden.integers("steps.token_ids");
            float[] hidden = session.run(golden.floats("prompt.embeddings"));
            float[] states = new float[tokens.length * width];
            float[] logits = new float[tokens.length * config.backbone().vocabulary()];
            for (int step = 0; step < tokens.length; step++) {
                assertThat(largest(logits(checkpoint, hidden))).isEqualTo(tokens[step]);
                float[] embedding = new float[width];
                embeddings.text(tokens[step], FloatBuffer.wrap(embedding));
                hidden = session.run(embedding);
                System.arraycopy(hidden, 0, states, step * width, width);
                System.arraycopy(logits(checkpoint, hidden), 0, logits, step * config.backbone().vocabulary(),
                        config.backbone().vocabulary());
            }
            golden.assertClose("steps.hidden", states);
            golden.assertClose("steps.logits", logits);
            assertCaches(golden, "steps.cache", session, config.backbone());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 5, 43 })
    void aPromptInChunksIsThePromptInOnePiece(int chunk) throws Exception {
        Lfm2Config config = TinyLfm2Audio.config().backbone();
        try (Checkpoint checkpoint = TinyLfm2Audio.checkpoint();
                GoldenTensors golden = GoldenTensors.open("backbone_a.safetensors");
                BackboneSession session = session(checkpoint, CAPACITY)) {
            float[] hidden = inChunks(session, golden.floats("prompt.embeddings"), chunk * config.width());
            golden.assertClose("prefill.logits_last", logits(checkpoint, hidden));
            assertCaches(golden, "prefill.cache", session, config);
        }
    }

    @Test
    void eightThousandPositionsInChunksAreThoseInOnePiece() throws Exception {
        Lfm2Config config = TinyLfm2Audio.config().backbone();
        int positions = 8192;
        float[] embeds = new float[positions * config.width()];
        Random random = new Random(3);
        for (int i = 0; i < embeds.length; i++) {
            embeds[i] = (float) (0.5 * random.nextGaussian());
        }
        try (Checkpoint checkpoint = TinyLfm2Audio.checkpoint();
                BackboneSession whole = session(checkpoint, positions + 1);
                BackboneSession chunked = new BackboneSession(this.runtime, this.directory.resolve("backbone.onnx"),
                        config, positions + 1)) {
            float[] expected = whole.run(embeds);
            float[] actual = inChunks(chunked, embeds, 500 * config.width());
            assertClose(actual, expected, 1e-4);
            for (int i : config.convolutionLayers()) {
                assertClose(chunked.floats("conv_" + i), whole.floats("conv_" + i), 1e-4);
            }
            for (int i : config.attentionLayers()) {
                assertClose(chunked.cache("k_" + i), whole.cache("k_" + i), 1e-4);
                assertClose(chunked.cache("v_" + i), whole.cache("v_" + i), 1e-4);
            }
            float[] next = Arrays.copyOf(embeds, config.width());
            assertClose(chunked.run(next), whole.run(next), 1e-4);
        }
    }

    private BackboneSession session(Checkpoint checkpoint, int capacity) throws Exception {
        return new BackboneSession(this.runtime, TinyLfm2Audio.backbone(this.directory, checkpoint),
                TinyLfm2Audio.config().backbone(), capacity);
    }

    private static float[] inChunks(BackboneSession session, float[] embeds, int chunk) {
        float[] hidden = {};
        for (int first = 0; first < embeds.length; first += chunk) {
            hidden = session.run(Arrays.copyOfRange(embeds, first, Math.min(embeds.length, first + chunk)));
        }
        return hidden;
    }

    private float[] logits(Checkpoint checkpoint, float[] hidden) throws Exception {
        Path file = this.directory.resolve("head.onnx");
        if (!file.toFile().exists()) {
            TinyLfm2Audio.head(this.directory, checkpoint);
        }
        Lfm2Config config = TinyLfm2Audio.config().backbone();
        try (Graph head = this.runtime.load(file);
                Binding binding = head.bind();
                Tensor input = this.runtime.floats(1, config.width());
                Tensor output = this.runtime.floats(1, config.vocabulary())) {
            input.floats().put(0, hidden);
            binding.input("hidden", input).output("logits", output).run(Cancellation.never());
            float[] logits = new float[config.vocabulary()];
            output.floats().get(0, logits);
            return logits;
        }
    }

    private static void assertCaches(GoldenTensors golden, String name, BackboneSession session, Lfm2Config config) {
        for (int i : config.convolutionLayers()) {
            // the reference keeps three values a channel, [width, 3]; the two last count
            float[] reference = golden.floats(name + ".conv." + i);
            float[] own = session.floats("conv_" + i);
            for (int channel = 0; channel < config.width(); channel++) {
                reference[channel * 3 + 1] = own[channel];
                reference[channel * 3 + 2] = own[config.width() + channel];
            }
            golden.assertClose(name + ".conv." + i, reference);
        }
        for (int i : config.attentionLayers()) {
            golden.assertClose(name + ".key." + i, session.cache("k_" + i));
            golden.assertClose(name + ".value." + i, session.cache("v_" + i));
        }
    }

    private static void assertClose(float[] actual, float[] expected, double tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            // a NaN must not pass
            if (!(Math.abs(actual[i] - expected[i]) <= tolerance * (1 + Math.abs(expected[i])))) {
                throw new AssertionError("element " + i + " is " + actual[i] + " instead of " + expected[i]);
            }
        }
    }

    private static int largest(float[] logits) {
        return IntStream.range(0, logits.length).reduce((a, b) -> (logits[b] > logits[a]) ? b : a).orElseThrow();
    }

}
