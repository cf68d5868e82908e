package io.parley.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.parley.compile.Precision;
import io.parley.compile.llama.LlamaCheckpoint;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelParts;
import io.parley.weights.WeightsException;

/** Models in both containers, and those that are of another shape. */
class LlamaCheckpointTest {

    private static final int[] TOKENS = { 3, 1, 4, 1, 5, 9, 2, 6, 5, 35, 8, 39 };

    private final InferenceRuntime runtime = new InferenceRuntime(1);

    @TempDir
    Path directory;

    @AfterEach
    void nothingIsLeft() {
        assertThat(this.runtime.liveTensors()).isZero();
    }

    @ParameterizedTest
    @CsvSource({ "true, llama", "false, llama", "true, qwen2" })
    void bothContainersGiveTheSameLogits(boolean head, String architecture) throws IOException {
        TinyCheckpoints tiny = new TinyCheckpoints(head, architecture);
        float[] gguf = logits(tiny.writeGguf(this.directory.resolve("model.gguf")), Precision.FP32);
        float[] safetensors = logits(tiny.writeSafetensors(this.directory.resolve("model")), Precision.FP32);
        assertThat(gguf).hasSize(TinyCheckpoints.VOCABULARY).containsExactly(safetensors, within(1e-4f));
        assertThat(largest(gguf)).isGreaterThan(1);
        // 8 bits are close, but not the same
        float[] int8 = logits(this.directory.resolve("model.gguf"), Precision.INT8);
        assertThat(int8).containsExactly(gguf, within(0.3f)).isNotEqualTo(gguf);
    }

    @Test
    void aStretchedRotaryEmbeddingChangesWhatIsFarOff() throws IOException {
        float[] plain = logits(new TinyCheckpoints(true, "llama").writeSafetensors(this.directory.resolve("plain")),
                Precision.FP32);
        float[] stretched = logits(new TinyCheckpoints(true, "llama")
            .config("rope_scaling",
                    "{\"rope_type\": \"llama3\", \"factor\": 8, \"low_freq_factor\": 1, \"high_freq_factor\": 4, "
                            + "\"original_max_position_embeddings\": 32}")
            .writeSafetensors(this.directory.resolve("stretched")), Precision.FP32);
        assertThat(stretched).isNotEqualTo(plain);
        TinyCheckpoints halved = new TinyCheckpoints(true, "llama").config("rope_scaling",
                "{\"type\": \"linear\", \"factor\": 2}");
        TinyCheckpoints same = new TinyCheckpoints(true, "llama");
        same.gguf().text("llama.rope.scaling.type", "linear").number("llama.rope.scaling.factor", 2);
        assertThat(logits(halved.writeSafetensors(this.directory.resolve("halved")), Precision.FP32))
            .containsExactly(logits(same.writeGguf(this.directory.resolve("halved.gguf")), Precision.FP32),
                    within(1e-4f))
            .isNotEqualTo(plain);
    }

    @Test
    void aSequenceGivesTheSameHoweverMuchOfItIsHeldAlready() throws IOException {
        Path file = new TinyCheckpoints(true, "llama").writeGguf(this.directory.resolve("model.gguf"));
        int[] tokens = new Random(3).ints(100, 0, TinyCheckpoints.VOCABULARY).toArray();
        try (ModelParts parts = new ModelParts()) {
            LlamaState state = TestLlama.state(file, Precision.FP32, this.directory, this.runtime, parts);
            float[] whole = TestLlama.logits(state, tokens);
            TestLlama.logits(state, 7, 7);
            float[] single = {};
            for (int i = 1; i <= tokens.length; i++) {
                single = TestLlama.logits(state, Arrays.copyOf(tokens, i));
            }
            assertThat(single).containsExactly(whole, within(1e-4f));
            // another sequence with the same beginning
            int[] other = tokens.clone();
            other[90] = (other[90] + 1) % TinyCheckpoints.VOCABULARY;
            assertThat(state.common(other)).isEqualTo(90);
            float[] reused = TestLlama.logits(state, other);
            TestLlama.logits(state, 7, 7);
            assertThat(TestLlama.logits(state, other)).containsExactly(reused, within(1e-4f));
            assertThat(reused).isNotEqualTo(whole);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            model_type      | "mamba"                               | is 'mamba'; only models of the types
            hidden_act      | "gelu"                                | is 'gelu'; only 'silu' is supported
            sliding_window  | 16                                    | narrower than the context
            rope_scaling    | {"rope_type": "yarn", "factor": 4}    | is 'yarn', which is not supported
            num_key_value_heads | 3                                 | do not divide
            hidden_size     | 60                                    | no multiple of 16
            """)
    void anotherShapeIsNamed(String key, String value, String message) throws IOException {
        Path model = new TinyCheckpoints(true, "llama").config(key, value)
            .writeSafetensors(this.directory.resolve("model"));
        assertThatExceptionOfType(WeightsException.class).isThrownBy(() -> LlamaCheckpoint.at(model).config())
            .withMessageContaining("config.json")
            .withMessageContaining(message);
    }

    @Test
    void otherGgufFilesAreNamed() throws IOException {
        TinyCheckpoints other = new TinyCheckpoints(true, "gemma");
        Path file = other.writeGguf(this.directory.resolve("model.gguf"));
        assertThatExceptionOfType(WeightsException.class).isThrownBy(() -> LlamaCheckpoint.at(file).config())
            .withMessageContaining("is 'gemma'; only models of the shapes llama and qwen2 are supported");
        TinyCheckpoints experts = new TinyCheckpoints(true, "llama");
        experts.gguf().integer("llama.expert_count", 8);
        Path mixture = experts.writeGguf(this.directory.resolve("mixture.gguf"));
        assertThatExceptionOfType(WeightsException.class).isThrownBy(() -> LlamaCheckpoint.at(mixture).config())
            .withMessageContaining("'llama.expert_count' is 8");
    }

    @Test
    void aFileWithoutTextIsRefusedBeforeItIsCompiled() throws IOException {
        Path file = new TinyCheckpoints(true, "llama").writeGguf(this.directory.resolve("model.gguf"));
        assertThatExceptionOfType(WeightsException.class)
            .isThrownBy(() -> TestLlama.loader(Precision.INT8).load(file, this.runtime))
            .withMessageContaining("'tokenizer.chat_template' is missing");
        assertThatExceptionOfType(WeightsException.class)
            .isThrownBy(() -> TestLlama.loader(Precision.INT8).load(this.directory.resolve("none"), this.runtime))
            .withMessageContaining("cannot be read");
        Path broken = Files.writeString(this.directory.resolve("broken.gguf"), "GGUF and no more");
        assertThatExceptionOfType(WeightsException.class)
            .isThrownBy(() -> TestLlama.loader(Precision.INT8).load(broken, this.runtime));
    }

    private float[] logits(Path path, Precision precision) {
        try (ModelParts parts = new ModelParts()) {
            return TestLlama.logits(TestLlama.state(path, precision, this.directory, this.runtime, parts), TOKENS);
        }
    }

    private static float largest(float[] logits) {
        float largest = 0;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        return largest;
    }

}
