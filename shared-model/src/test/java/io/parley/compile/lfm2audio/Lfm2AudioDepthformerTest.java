package io.parley.compile.lfm2audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import io.parley.lfm2audio.Sampling;
import io.parley.lfm2audio.TokenSampler;
import io.parley.pool.InferenceRuntime;
import io.parley.testing.GoldenTensors;
import io.parley.weights.Checkpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The depthformer on the tiny checkpoint, against the reference. */
class Lfm2AudioDepthformerTest {

    private final InferenceRuntime runtime = new InferenceRuntime(2);

    private final Lfm2AudioConfig config = TinyLfm2Audio.config();

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = { "tts", "inter_a" })
    void aFrameIsTheReferencesInEveryStage(String run) throws Exception {
        int width = this.config.depthformer().width();
        try (Checkpoint checkpoint = TinyLfm2Audio.checkpoint();
                GoldenTensors golden = GoldenTensors.open("depthformer.safetensors");
                DepthformerSession session = session(checkpoint)) {
            Map<String, List<FloatBuffer>> stages = new HashMap<>();
            for (int k = 0; k < this.config.codebooks(); k++) {
                String step = "step_" + k + ".";
                FloatBuffer slice = session.stage(step + "slice", 1, 1, width);
                add(stages, "depth_linear", slice);
                add(stages, "inputs", (k == 0) ? slice : session.stage(step + "input", 1, 1, width));
                for (int i = 0; i < this.config.depthformer().layers(); i++) {
                    add(stages, "layer" + i, session.stage(step + "layer_" + i, 1, 1, width));
                }
                add(stages, "logits", session.stage(step + "logits", Lfm2AudioConfig.CODES));
            }
            int[] codes = session.greedy(golden.floats(run + ".hidden"));
            for (Map.Entry<String, List<FloatBuffer>> stage : stages.entrySet()) {
                golden.assertClose(run + "." + stage.getKey(), joined(stage.getValue()));
            }
            assertThat(codes).isEqualTo(golden.integers(run + ".codes"));
        }
    }

    @Test
    void noLimitAndNoNoiseIsGreedyToo() throws Exception {
        try (Checkpoint checkpoint = TinyLfm2Audio.checkpoint();
                GoldenTensors golden = GoldenTensors.open("depthformer.safetensors");
                DepthformerSession session = session(checkpoint)) {
            float[] silence = new float[this.config.codebooks() * Lfm2AudioConfig.CODES];
            assertThat(session.sampled(golden.floats("tts.hidden"), 1, Lfm2AudioConfig.CODES, silence))
                .isEqualTo(golden.integers("tts.codes"));
        }
    }

    /** The first codebook's logits do not depend on earlier choices. */
    @Test
    void codesAreDrawnByTheirProbabilities() throws Exception {
        Sampling sampling = new Sampling(0.8f, 4);
        TokenSampler sampler = new TokenSampler(sampling, new Random(11));
        int draws = 2000;
        try (Checkpoint checkpoint = TinyLfm2Audio.checkpoint();
                GoldenTensors golden = GoldenTensors.open("depthformer.safetensors");
                DepthformerSession session = session(checkpoint)) {
            float[] expected = sampling
                .probabilities(Arrays.copyOf(golden.floats("tts.logits"), Lfm2AudioConfig.CODES));
            float[] noise = new float[this.config.codebooks() * Lfm2AudioConfig.CODES];
            int[] counts = new int[Lfm2AudioConfig.CODES];
            for (int draw = 0; draw < draws; draw++) {
                sampler.noise(noise);
                counts[session.sampled(golden.floats("tts.hidden"), sampling.temperature(), sampling.topK(),
                        noise)[0]]++;
            }
            for (int code = 0; code < counts.length; code++) {
                if (expected[code] == 0) {
                    assertThat(counts[code]).as("code %d", code).isZero();
                }
                // five standard deviations
                double deviation = Math.sqrt(draws * expected[code] * (1.0 - expected[code]));
                assertThat((double) counts[code]).as("code %d", code)
                    .isBetween(draws * expected[code] - 5 * deviation, draws * expected[code] + 5 * deviation);
            }
        }
    }

    /**
     * Of equal logits the lowest code is chosen, and all ties with the k-th largest stay.
     */
    @Test
    void equalLogitsAreKeptAndTheLowestWins() throws Exception {
        String head = "depth_embeddings.0.to_logits.weight";
        try (Checkpoint checkpoint = new ZeroedTensor(TinyLfm2Audio.checkpoint(), head);
                GoldenTensors golden = GoldenTensors.open("depthformer.safetensors");
                DepthformerSession session = session(checkpoint)) {
            float[] hidden = golden.floats("tts.hidden");
            assertThat(session.greedy(hidden)[0]).isZero();
            TokenSampler sampler = new TokenSampler(new Sampling(1, 4), new Random(1));
            float[] noise = new float[this.config.codebooks() * Lfm2AudioConfig.CODES];
            Set<Integer> chosen = new HashSet<>();
            for (int i = 0; i < 40; i++) {
                sampler.noise(noise);
                chosen.add(session.sampled(hidden, 1, 4, noise)[0]);
            }
            assertThat(chosen).hasSizeGreaterThan(20);
        }
    }

    private DepthformerSession session(Checkpoint checkpoint) throws Exception {
        return new DepthformerSession(this.runtime, TinyLfm2Audio.depthformer(this.directory, checkpoint), this.config);
    }

    private static void add(Map<String, List<FloatBuffer>> stages, String name, FloatBuffer values) {
        stages.computeIfAbsent(name, (_) -> new ArrayList<>()).add(values);
    }

    private static float[] joined(List<FloatBuffer> parts) {
        FloatBuffer all = FloatBuffer.allocate(parts.stream().mapToInt(FloatBuffer::capacity).sum());
        parts.forEach((part) -> all.put(part.duplicate().rewind()));
        return all.array();
    }

}
