package io.parley.compile.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

import io.parley.compile.GraphStore;
import io.parley.compile.Precision;
import io.parley.concurrent.Cancellation;
import io.parley.testing.CTranslate2File;
import io.parley.weights.WeightsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiled graphs of a small random model against a plain forward pass. */
class TinyWhisperTest {

    private static final int[] TOKENS = { 3, 14, 15, 92, 65, 35, 8, 9, 79, 32 };

    private static final int PROMPT = 4;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = { 40, 31, 2 })
    void fp32GivesTheLogitsOfAPlainForwardPass(int frames) throws Exception {
        TinyWhisper model = new TinyWhisper(1);
        assertThat(difference(model, model, Precision.FP32, frames)).isLessThan(1e-4);
    }

    /** Two frames are one position, over which no channel changes. */
    @ParameterizedTest
    @ValueSource(ints = { 40, 31, 2 })
    void int8StaysNearAPlainForwardPass(int frames) throws Exception {
        TinyWhisper model = new TinyWhisper(1);
        // logits here have a standard deviation of about the root of the width
        assertThat(difference(model, model, Precision.INT8, frames)).isBetween(0.01, 2.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = { "encoder/conv1/weight", "encoder/conv2/bias", "encoder/layer_1/self_attention/linear_0/weight",
                    "encoder/layer_0/ffn/linear_1/weight", "encoder/layer_norm/gamma", "decoder/embeddings/weight",
                    "decoder/position_encodings/encodings", "encoder/position_encodings/encodings",
                    "decoder/layer_0/attention/linear_1/bias", "decoder/layer_1/attention/linear_2/weight",
                    "decoder/layer_1/self_attention/layer_norm/beta", "decoder/layer_0/ffn/linear_0/bias" })
    void everyWeightIsUsed(String name) throws Exception {
        TinyWhisper perturbed = new TinyWhisper(1);
        float[] values = perturbed.get(name);
        // a token and a position that the test's input has
        values[name.contains("embeddings") ? TOKENS[3] * TinyWhisper.WIDTH : values.length / 2] += 0.5f;
        assertThat(difference(perturbed, perturbed, Precision.FP32, 40)).isLessThan(1e-4);
        assertThat(difference(perturbed, new TinyWhisper(1), Precision.FP32, 40)).isGreaterThan(1e-3);
    }

    @Test
    void aCheckpointOfSomethingElseIsRefusedByName() throws Exception {
        new CTranslate2File().float32("decoder/embeddings/weight", new float[8], 2, 4)
            .int16("encoder/num_heads", 3)
            .write(this.directory.resolve("model.bin"));
        assertThatThrownBy(() -> compile(Precision.FP32)).isInstanceOf(WeightsException.class)
            .hasMessageContaining("encoder/num_heads");
    }

    /** Largest difference of a logit, over the prompt and single tokens after it. */
    private double difference(TinyWhisper compiled, TinyWhisper plain, Precision precision, int frames)
            throws Exception {
        Files.deleteIfExists(this.directory.resolve("model.bin"));
        // writes first: it rounds what is kept in half precision
        plain.write(this.directory);
        compiled.write(this.directory);
        double[][] mel = mel(frames);
        PlainWhisper reference = new PlainWhisper(plain);
        double[][] heard = reference.encode(mel);
        float[] flat = new float[TinyWhisper.MELS * frames];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) mel[i / frames][i % frames];
        }
        double largest = 0;
        try (WhisperSession session = new WhisperSession(compile(precision));
                var cross = session.encode(flat);
                var decoding = session.shared(cross)) {
            for (int end = PROMPT; end <= TOKENS.length; end++) {
                float[] logits = decoding.step(Arrays.copyOfRange(TOKENS, (end == PROMPT) ? 0 : end - 1, end));
                double[] expected = reference.logits(heard, Arrays.copyOf(TOKENS, end));
                for (int i = 0; i < expected.length; i++) {
                    largest = Math.max(largest, Math.abs(logits[i] - expected[i]));
                }
            }
        }
        return largest;
    }

    private WhisperGraphs compile(Precision precision) throws Exception {
        Path store = Files.createTempDirectory(this.directory, "store");
        return new WhisperCompiler(new GraphStore(store)).compile(this.directory, "0".repeat(64), precision,
                (graph, bytes) -> {
                }, Cancellation.never());
    }

    private static double[][] mel(int frames) {
        Random random = new Random(7);
        double[][] mel = new double[TinyWhisper.MELS][frames];
        for (double[] band : mel) {
            Arrays.setAll(band, (i) -> (float) random.nextGaussian());
        }
        return mel;
    }

}
