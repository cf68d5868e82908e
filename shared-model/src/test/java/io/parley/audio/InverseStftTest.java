package io.parley.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InverseStftTest {

    private static final int SIZE = 80;

    private static final int HOP = 20;

    private static final int BINS = SIZE / 2 + 1;

    private static final int HELD_BACK = (SIZE - HOP) / 2;

    private static final int COLUMNS = 11;

    private final double[] real = new double[COLUMNS * BINS];

    private final double[] imaginary = new double[COLUMNS * BINS];

    private final double[] sound = new Random(3).doubles(COLUMNS * HOP, -1, 1).toArray();

    InverseStftTest() {
        for (int column = 0; column < COLUMNS; column++) {
            analyse(column);
        }
    }

    /** A plain transform of what a column's window sees of the sound. */
    private void analyse(int column) {
        for (int bin = 0; bin < BINS; bin++) {
            for (int i = 0; i < SIZE; i++) {
                int at = column * HOP + i - HELD_BACK;
                if (at >= 0 && at < this.sound.length) {
                    double windowed = this.sound[at] * (0.5 - 0.5 * Math.cos(2 * Math.PI * i / SIZE));
                    this.real[column * BINS + bin] += windowed * Math.cos(2 * Math.PI * bin * i / SIZE);
                    this.imaginary[column * BINS + bin] -= windowed * Math.sin(2 * Math.PI * bin * i / SIZE);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, COLUMNS })
    void theSpectrumOfASoundGivesTheSound(int columnsPerCall) {
        InverseStft inverse = new InverseStft(SIZE, HOP);
        float[] heard = new float[0];
        for (int first = 0; first < COLUMNS; first += columnsPerCall) {
            int end = Math.min(COLUMNS, first + columnsPerCall);
            heard = join(heard, inverse.append(Arrays.copyOfRange(this.real, first * BINS, end * BINS),
                    Arrays.copyOfRange(this.imaginary, first * BINS, end * BINS)));
            assertThat(heard).hasSize(Math.max(0, end * HOP - HELD_BACK));
        }
        assertSound(join(heard, inverse.flush()));
    }

    @Test
    void aStreamBeginsAfterTheEndOfAnother() {
        InverseStft inverse = new InverseStft(SIZE, HOP);
        assertThat(inverse.flush()).isEmpty();
        inverse.append(this.real, this.imaginary);
        inverse.reset();
        assertThat(inverse.flush()).isEmpty();
        inverse.append(this.imaginary, this.real);
        inverse.flush();
        assertSound(join(inverse.append(this.real, this.imaginary), inverse.flush()));
    }

    @Test
    void oneColumnIsOneHop() {
        InverseStft inverse = new InverseStft(SIZE, HOP);
        double[] real = new double[BINS];
        Arrays.fill(real, 1);
        // all bins alike are one impulse at the window's beginning, where it is zero
        assertThat(inverse.append(real, new double[BINS])).isEmpty();
        assertThat(inverse.flush()).hasSize(HOP).containsExactly(new float[HOP], offset(1e-6f));
    }

    @Test
    void imaginaryPartsOfTheOutermostBinsDoNotMatter() {
        for (int column = 0; column < COLUMNS; column++) {
            this.imaginary[column * BINS] = 7;
            this.imaginary[column * BINS + BINS - 1] = -3;
        }
        InverseStft inverse = new InverseStft(SIZE, HOP);
        assertSound(join(inverse.append(this.real, this.imaginary), inverse.flush()));
    }

    @Test
    void shapesThatCannotBeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new InverseStft(SIZE, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new InverseStft(SIZE, SIZE));
        assertThatIllegalArgumentException().isThrownBy(() -> new InverseStft(84, HOP));
        InverseStft inverse = new InverseStft(SIZE, HOP);
        assertThatIllegalArgumentException().isThrownBy(() -> inverse.append(new double[BINS + 1], new double[BINS]));
    }

    private void assertSound(float[] heard) {
        assertThat(heard).hasSize(this.sound.length);
        for (int i = 0; i < heard.length; i++) {
            assertThat((double) heard[i]).as("sample " + i).isCloseTo(this.sound[i], offset(1e-6));
        }
    }

    private static float[] join(float[] one, float[] other) {
        float[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

}
