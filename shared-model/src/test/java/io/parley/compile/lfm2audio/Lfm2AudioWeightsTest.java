package io.parley.compile.lfm2audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.parley.pool.InferenceRuntime;
import io.parley.testing.GoldenTensors;
import io.parley.weights.Checkpoint;
import io.parley.weights.WeightsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every weight counts, and checkpoints that lack some are refused by name. */
class Lfm2AudioWeightsTest {

    private final InferenceRuntime runtime = new InferenceRuntime(2);

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({ "lfm.layers.0.operator_norm.weight, 5", "lfm.layers.0.conv.in_proj.weight, 70",
            "lfm.layers.1.conv.conv.weight, 0", "lfm.layers.1.conv.conv.weight, 2",
            "lfm.layers.3.conv.out_proj.weight, 9", "lfm.layers.2.self_attn.q_proj.weight, 100",
            "lfm.layers.2.self_attn.k_proj.weight, 100", "lfm.layers.2.self_attn.v_proj.weight, 100",
            "lfm.layers.4.self_attn.q_layernorm.weight, 3", "lfm.layers.4.self_attn.k_layernorm.weight, 3",
            "lfm.layers.4.self_attn.out_proj.weight, 64", "lfm.layers.5.ffn_norm.weight, 63",
            "lfm.layers.3.feed_forward.w1.weight, 1", "lfm.layers.5.feed_forward.w2.weight, 1",
            "lfm.layers.3.feed_forward.w3.weight, 1", "lfm.embedding_norm.weight, 0" })
    void oneWeightOfTheBackboneChangesTheHiddenState(String name, long element) throws Exception {
        try (Checkpoint checkpoint = TinyLfm2Audio.checkpoint();
                Checkpoint changed = EditedCheckpoint.changed(TinyLfm2Audio.checkpoint(), name, element, 4)) {
            assertThat(hidden("whole", checkpoint)).isEqualTo(hidden("again", checkpoint));
            assertThat(difference(hidden("changed", changed), hidden("third", checkpoint))).isGreaterThan(2e-3);
        }
    }

    @Test
    void aChangedWeightFailsTheParityTest() throws Exception {
        try (Checkpoint changed = EditedCheckpoint.changed(TinyLfm2Audio.checkpoint(),
                "lfm.layers.2.self_attn.v_proj.weight", 100, 0.5f);
                GoldenTensors golden = GoldenTensors.open("backbone_a.safetensors")) {
            float[] last = hidden("changed", changed);
            float[] all = golden.floats("prefill.hidden");
            System.arraycopy(last, 0, all, all.length - last.length, last.length);
            assertThatThrownBy(() -> golden.assertClose("prefill.hidden", all)).isInstanceOf(AssertionError.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "lfm.layers.4.self_attn.k_layernorm.weight", "lfm.layers.3.feed_forward.w3.weight",
            "lfm.embedding_norm.weight" })
    void aMissingTensorIsNamed(String name) {
        try (Checkpoint checkpoint = EditedCheckpoint.without(TinyLfm2Audio.checkpoint(), name)) {
            assertThatThrownBy(() -> TinyLfm2Audio.backbone(this.directory, checkpoint))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("model.safetensors");
        }
    }

    @ParameterizedTest
    @CsvSource({ "lfm.layers.0.conv.in_proj.weight, 64, 192", "lfm.layers.2.self_attn.k_proj.weight, 64, 32",
            "lfm.layers.0.conv.conv.weight, 64, 3" })
    void aMisshapenTensorIsNamedWithBothShapes(String name, long rows, long columns) {
        try (Checkpoint checkpoint = EditedCheckpoint.reshaped(TinyLfm2Audio.checkpoint(), name,
                List.of(rows, columns))) {
            assertThatThrownBy(() -> TinyLfm2Audio.backbone(this.directory, checkpoint))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("[" + rows + ", " + columns + "]");
        }
    }

    @Test
    void ofATiedPairEitherNameIsEnough() throws Exception {
        try (Checkpoint first = EditedCheckpoint.without(TinyLfm2Audio.checkpoint(),
                "depth_embeddings.3.to_logits.weight");
                Checkpoint second = EditedCheckpoint.without(TinyLfm2Audio.checkpoint(),
                        "depth_embeddings.3.embedding.weight")) {
            for (Checkpoint checkpoint : List.of(first, second)) {
                Path own = Files.createTempDirectory(this.directory, "tied");
                try (GoldenTensors golden = GoldenTensors.open("depthformer.safetensors");
                        DepthformerSession session = new DepthformerSession(this.runtime,
                                TinyLfm2Audio.depthformer(own, checkpoint), TinyLfm2Audio.config())) {
                    assertThat(session.greedy(golden.floats("tts.hidden"))).isEqualTo(golden.integers("tts.codes"));
                }
            }
        }
    }

    private float[] hidden(String name, Checkpoint checkpoint) throws Exception {
        Path own = Files.createDirectory(this.directory.resolve(name));
        try (GoldenTensors golden = GoldenTensors.open("backbone_a.safetensors");
                BackboneSession session = new BackboneSession(this.runtime, TinyLfm2Audio.backbone(own, checkpoint),
                        TinyLfm2Audio.config().backbone(), 64)) {
            return session.run(golden.floats("prompt.embeddings"));
        }
    }

    private static double difference(float[] a, float[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }

}
