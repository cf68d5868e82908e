package io.parley.lfm2audio;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.stream.IntStream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.parley.compile.lfm2audio.Lfm2AudioRecipe;
import io.parley.concurrent.Cancellation;
import io.parley.pool.InferenceRuntime;
import io.parley.testing.GoldenTensors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How far each recipe is from the reference, from the sound to the scores of text. The
 * bounds are somewhat below what was measured: 1.0000 in float32, 0.998 in int8, 0.81 in
 * int4 and 0.90 mixed. The tiny model's weights are random and its rows short, which is
 * the worst case for 4 bits: what a trained model loses is another matter; a scale or a
 * half of a byte mistaken gives about 0.
 */
class Lfm2AudioRecipeTest {

    private final InferenceRuntime runtime = new InferenceRuntime(2);

    @TempDir
    Path store;

    @ParameterizedTest
    @CsvSource({ "FP32, 0.9999999", "INT8, 0.995", "INT4, 0.75", "MIXED, 0.85" })
    void scoresAfterTheReferencesTokensHaveItsDirection(Lfm2AudioRecipe recipe, double least) throws Exception {
        try (Lfm2AudioModel model = TinyModel.loader(this.store, recipe)
            .load(TinyModel.directory(), this.runtime, "tiny", (graph, bytes) -> {
            })) {
            for (String clip : new String[] { "a", "b" }) {
                double cosine = cosine(model, clip);
                assertThat(cosine).as("%s on clip %s", recipe, clip).isGreaterThan(least);
            }
        }
    }

    private static double cosine(Lfm2AudioModel model, String clip) throws Exception {
        Conversation prompt = model.newConversation()
            .system("Perform ASR.")
            .begin("user")
            .sound(TinyModel.clip(clip))
            .end()
            .begin("assistant");
        try (GoldenTensors golden = GoldenTensors.open("backbone_" + clip + ".safetensors")) {
            int[] tokens = golden.integers("steps.token_ids");
            float[] expected = golden.floats("steps.logits");
            float[] first = golden.floats("prefill.logits_last");
            return model.<Double>withState((state) -> {
                Sums sums = new Sums();
                state.begin(prompt, Cancellation.never());
                sums.add(state.textScores(Cancellation.never()), FloatBuffer.wrap(first));
                for (int step = 0; step < tokens.length; step++) {
                    state.appendText(tokens[step], Cancellation.never());
                    sums.add(state.textScores(Cancellation.never()),
                            FloatBuffer.wrap(expected).slice(step * first.length, first.length));
                }
                return sums.cosine();
            });
        }
    }

    /**
     * Of two long vectors of logits, each position's about their mean: logits that differ
     * in a sum only say the same.
     */
    private static final class Sums {

        private double product;

        private double own;

        private double reference;

        void add(FloatBuffer logits, FloatBuffer expected) {
            double mean = mean(logits);
            double expectedMean = mean(expected);
            for (int i = 0; i < logits.capacity(); i++) {
                double a = logits.get(i) - mean;
                double b = expected.get(i) - expectedMean;
                this.product += a * b;
                this.own += a * a;
                this.reference += b * b;
            }
        }

        private static double mean(FloatBuffer values) {
            return IntStream.range(0, values.capacity()).mapToDouble(values::get).average().orElseThrow();
        }

        double cosine() {
            return this.product / Math.sqrt(this.own * this.reference);
        }

    }

}
