package io.parley.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeStretchTest {

    private static final int RATE = 24_000;

    @ParameterizedTest
    @ValueSource(doubles = { 0.25, 0.5, 0.8, 1.25, 2, 4 })
    void lengthChangesAndPitchAndLevelStay(double speed) {
        float[] tone = tone(RATE);

        float[] stretched = stretched(speed, tone, RATE);

        assertThat((double) stretched.length).isCloseTo(RATE / speed, within(1.0));
        assertThat(frequency(stretched)).isCloseTo(200, within(4.0));
        assertThat(level(stretched)).isCloseTo(level(tone), within(0.02));
    }

    @Test
    void aSoundAtItsOwnSpeedIsTheSame() {
        assertThat(stretched(1, tone(1000), 1000)).isEqualTo(tone(1000));
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 100, 719 })
    void soundsShorterThanAWindowAreStretchedToo(int samples) {
        assertThat(stretched(2, tone(samples), RATE)).hasSize(Math.round(samples / 2f));
    }

    @ParameterizedTest
    @ValueSource(doubles = { 0.25, 0.7, 1.5, 4 })
    void howASoundIsDividedChangesNothing(double speed) {
        float[] noise = new float[RATE];
        Random random = new Random(6);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian();
        }

        assertThat(stretched(speed, noise, 777)).isEqualTo(stretched(speed, noise, RATE));
    }

    @Test
    void mostOfASoundComesBeforeItsEnd() {
        assertThat(new TimeStretch(RATE, 2).add(tone(RATE))).hasSizeGreaterThan(11_000);
    }

    private static float[] stretched(double speed, float[] samples, int part) {
        TimeStretch stretch = new TimeStretch(RATE, speed);
        List<float[]> parts = new ArrayList<>();
        for (int from = 0; from < samples.length; from += part) {
            parts.add(stretch.add(Arrays.copyOfRange(samples, from, Math.min(from + part, samples.length))));
        }
        parts.add(stretch.end());
        FloatBuffer joined = FloatBuffer.allocate(parts.stream().mapToInt((each) -> each.length).sum());
        parts.forEach(joined::put);
        return joined.array();
    }

    private static float[] tone(int samples) {
        float[] tone = new float[samples];
        for (int i = 0; i < samples; i++) {
            tone[i] = (float) (0.5 * Math.sin(2 * Math.PI * 200 * i / RATE));
        }
        return tone;
    }

    /** By its zero crossings, ends left out. */
    private static double frequency(float[] samples) {
        int margin = samples.length / 10;
        int crossings = 0;
        for (int i = margin; i < samples.length - margin; i++) {
            crossings += (samples[i - 1] < 0 && samples[i] >= 0) ? 1 : 0;
        }
        return crossings * (double) RATE / (samples.length - 2 * margin);
    }

    private static double level(float[] samples) {
        double sum = 0;
        for (int i = samples.length / 10; i < samples.length * 9 / 10; i++) {
            sum += samples[i] * samples[i];
        }
        return Math.sqrt(sum / (samples.length * 0.8));
    }

}
