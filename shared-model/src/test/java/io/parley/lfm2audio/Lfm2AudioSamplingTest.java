package io.parley.lfm2audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.Random;
import java.util.stream.IntStream;

import io.parley.testing.GoldenTensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rule by which tokens and codes are chosen, against the reference. */
class Lfm2AudioSamplingTest {

    @ParameterizedTest
    @CsvSource({ "text, 1.0, 4, t1.0_k4", "text, 0.8, 64, t0.8_k64", "text, 0.7, 0, t0.7_kNone",
            "audio, 1.0, 4, t1.0_k4", "audio, 0.8, 64, t0.8_k64", "audio, 0.7, 0, t0.7_kNone" })
    void probabilitiesAreTheReferences(String kind, float temperature, int topK, String name) throws Exception {
        try (GoldenTensors golden = GoldenTensors.open("sampling.safetensors")) {
            float[] logits = golden.floats(kind + ".logits");
            golden.assertClose(kind + ".probs_" + name, new Sampling(temperature, topK).probabilities(logits));
        }
    }

    @Test
    void tiesWithTheLastOneInStay() {
        float[] probabilities = new Sampling(1, 2).probabilities(new float[] { 1, 3, 1, 0.5f, 1 });
        assertThat(probabilities[3]).isZero();
        assertThat(probabilities[0]).isPositive().isEqualTo(probabilities[2]).isEqualTo(probabilities[4]);
    }

    @ParameterizedTest
    @CsvSource({ "0, 0", "-1, 50", "0.9, 1" })
    void greedyTakesTheLowestOfTheLargest(float temperature, int topK) {
        TokenSampler sampler = new TokenSampler(new Sampling(temperature, topK), new Random(1));
        assertThat(sampler.choose(FloatBuffer.wrap(new float[] { 0, 7, 3, 7 }))).isEqualTo(1);
        float[] noise = { 5 };
        sampler.noise(noise);
        assertThat(noise).containsExactly(0);
    }

    @Test
    void drawsFollowTheProbabilitiesAndTheSeed() {
        float[] logits = { 0, 2, 1, -30 };
        Sampling sampling = new Sampling(1, 3);
        float[] expected = sampling.probabilities(logits);
        TokenSampler one = new TokenSampler(sampling, new Random(5));
        TokenSampler same = new TokenSampler(sampling, new Random(5));
        int draws = 20_000;
        int[] counts = new int[logits.length];
        for (int i = 0; i < draws; i++) {
            int choice = one.choose(FloatBuffer.wrap(logits));
            assertThat(same.choose(FloatBuffer.wrap(logits))).isEqualTo(choice);
            counts[choice]++;
        }
        assertDrawn(counts, expected, draws);
    }

    /** The depthformer's graph draws by it. */
    @Test
    void theLargestOfLogitsAndNoiseIsADraw() {
        float[] logits = { 0, 2, 1 };
        Sampling sampling = new Sampling(1, 0);
        float[] expected = sampling.probabilities(logits);
        TokenSampler sampler = new TokenSampler(sampling, new Random(9));
        int draws = 20_000;
        int[] counts = new int[logits.length];
        float[] noise = new float[logits.length];
        for (int draw = 0; draw < draws; draw++) {
            sampler.noise(noise);
            counts[IntStream.range(0, noise.length)
                .reduce((a, b) -> (logits[b] + noise[b] > logits[a] + noise[a]) ? b : a)
                .orElseThrow()]++;
        }
        assertDrawn(counts, expected, draws);
    }

    // within five standard deviations
    private static void assertDrawn(int[] counts, float[] expected, int draws) {
        for (int i = 0; i < counts.length; i++) {
            double deviation = Math.sqrt(draws * expected[i] * (1.0 - expected[i]));
            assertThat((double) counts[i]).isBetween(draws * expected[i] - 5 * deviation,
                    draws * expected[i] + 5 * deviation);
        }
    }

}
