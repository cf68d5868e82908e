package io.parley.whisper.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the plain formulas, over vocabularies of all sizes. */
class TokenScoresTest {

    @ParameterizedTest
    @ValueSource(ints = { 1, 3, 511, 512, 513, 1_501, 51_865 })
    void theLogarithmOfTheSumIsThatOfDoublePrecision(int size) {
        for (float spread : new float[] { 0.1f, 3, 30 }) {
            float[] values = values(size, spread);
            double highest = IntStream.range(0, size).mapToDouble((id) -> values[id]).max().orElseThrow();
            double sum = IntStream.range(0, size).mapToDouble((id) -> Math.exp(values[id] - highest)).sum();
            assertThat(new TokenScores(values).logSumExp(0, size)).isCloseTo(highest + Math.log(sum), within(1e-5));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 3, 511, 512, 513, 1_501, 51_865 })
    void theBestAreTheHighestAndOfEqualsTheFirst(int size) {
        float[] values = values(size, 3);
        for (int i = 0; i < size; i++) {
            // many equals
            values[i] = Math.round(values[i]);
        }
        int[] sorted = IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.<Integer>comparingDouble((id) -> -values[id]).thenComparing(Comparator.naturalOrder()))
            .mapToInt(Integer::intValue)
            .limit(6)
            .toArray();
        assertThat(new TokenScores(values).best(6)).containsExactly(sorted);
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 600 })
    void impossibleTokensCountForNothing(int size) {
        TokenScores scores = new TokenScores(values(size, 3));
        scores.suppress(0, size);
        assertThat(scores.logSumExp(0, size)).isEqualTo(Double.NEGATIVE_INFINITY);
        float[] values = values(size + 1, 3);
        TokenScores one = new TokenScores(values);
        one.suppress(0, size);
        assertThat(one.logSumExp(0, size + 1)).isCloseTo(values[size], within(1e-5));
        assertThat(one.best(1)).containsExactly(size);
    }

    private static float[] values(int size, float spread) {
        Random random = new Random(size);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (spread * random.nextGaussian());
        }
        return values;
    }

}
