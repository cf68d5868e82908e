package io.parley.llama;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

/** The choice of tokens. */
class TokenSamplerTest {

    // probabilities 0.5, 0.3, 0.15, 0.05 at a temperature of 1
    private static final FloatBuffer LOGITS = logits(0.15, 0.5, 0.05, 0.3);

    @Test
    void coldChoicesAreTheLikeliest() {
        assertThat(counts(0, 1)).containsExactly(0, 10_000, 0, 0);
    }

    @Test
    void drawsFollowTheProbabilities() {
        int[] counts = counts(1, 1);
        assertThat(counts[0]).isBetween(1350, 1650);
        assertThat(counts[1]).isBetween(4800, 5200);
        assertThat(counts[2]).isBetween(400, 600);
        assertThat(counts[3]).isBetween(2800, 3200);
    }

    @Test
    void aTemperatureSharpensOrFlattens() {
        // the squares of the probabilities, in their sum of 0.365
        assertThat(counts(0.5, 1)[1]).isBetween(6650, 7050);
        assertThat(counts(2, 1)[1]).isLessThan(4200);
    }

    @Test
    void theNucleusIsTheFewestThatHaveTheShare() {
        assertThat(counts(1, 0.5)).containsExactly(0, 10_000, 0, 0);
        int[] two = counts(1, 0.51);
        assertThat(two[0]).isZero();
        assertThat(two[2]).isZero();
        assertThat(two[3]).isBetween(3550, 3950);
        int[] three = counts(1, 0.81);
        assertThat(three[2]).isZero();
        assertThat(three[0]).isPositive();
    }

    @Test
    void ofManyTokensTheNucleusIsRight() {
        Random random = new Random(4);
        double[] weights = random.doubles(50_000).map((x) -> Math.pow(x, 40)).toArray();
        FloatBuffer logits = logits(weights);
        TokenSampler sampler = new TokenSampler(1, 0.9, new SplittableRandom(1));
        double sum = IntStream.range(0, weights.length).mapToDouble((i) -> weights[i]).sum();
        int[] chosen = IntStream.range(0, 300).map((i) -> sampler.choose(logits)).toArray();
        for (int token : chosen) {
            double above = IntStream.range(0, weights.length)
                .filter((i) -> weights[i] > weights[token])
                .mapToDouble((i) -> weights[i])
                .sum();
            assertThat(above).isLessThan(0.9 * sum);
        }
        assertThat(IntStream.of(chosen).distinct().count()).isGreaterThan(250);
    }

    @Test
    void equalSeedsGiveEqualChoices() {
        assertThat(choices(7)).isEqualTo(choices(7)).isNotEqualTo(choices(8));
    }

    private static int[] choices(long seed) {
        TokenSampler sampler = new TokenSampler(1, 0.95, new SplittableRandom(seed));
        return IntStream.range(0, 100).map((i) -> sampler.choose(LOGITS)).toArray();
    }

    private static int[] counts(double temperature, double topP) {
        TokenSampler sampler = new TokenSampler(temperature, topP, new SplittableRandom(5));
        int[] counts = new int[4];
        IntStream.range(0, 10_000).forEach((i) -> counts[sampler.choose(LOGITS)]++);
        return counts;
    }

    private static FloatBuffer logits(double... probabilities) {
        FloatBuffer logits = FloatBuffer.allocate(probabilities.length);
        for (double probability : probabilities) {
            logits.put((float) Math.log(probability));
        }
        return logits.flip();
    }

}
