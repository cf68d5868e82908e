package io.parley.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;

import io.parley.testing.GoldenTensors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Lfm2AudioMelTest {

    private final PerFeatureLogMel frontEnd = new PerFeatureLogMel(128);

    private GoldenTensors golden;

    @BeforeEach
    void open() throws IOException {
        this.golden = GoldenTensors.open("mel.safetensors");
    }

    @AfterEach
    void close() {
        this.golden.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "a", "b" })
    void equalsTheReference(String clip) {
        float[] samples = this.golden.floats(clip + ".wave");
        this.golden.assertClose(clip + ".mel", bandByBand(this.frontEnd.compute(samples, 0, samples.length)));
        assertThat(PerFeatureLogMel.frames(samples.length) - 1)
            .isEqualTo(this.golden.integers(clip + ".mel_valid_frames")[0]);
    }

    @Test
    void aLengthThatIsNoMultipleOfTheHopEqualsTheReference() {
        float[] samples = this.golden.floats("b.wave");
        this.golden.assertClose("odd.mel", bandByBand(this.frontEnd.compute(samples, 0, 12_345)));
        assertThat(PerFeatureLogMel.frames(12_345) - 1).isEqualTo(this.golden.integers("odd.mel_valid_frames")[0]);
    }

    @Test
    void theFilterBankEqualsTheReference() {
        MelFilterbank filters = new MelFilterbank(128, 16_000, 512);
        float[] matrix = new float[128 * 257];
        double[] bin = new double[257];
        double[] column = new double[128];
        for (int k = 0; k < 257; k++) {
            Arrays.fill(bin, 0);
            bin[k] = 1;
            filters.apply(bin, column);
            for (int band = 0; band < 128; band++) {
                matrix[band * 257 + k] = (float) column[band];
            }
        }
        this.golden.assertClose("filterbank", matrix);
    }

    @Test
    void theWindowEqualsTheReference() {
        double[] window = HannWindow.symmetric(400);
        float[] values = new float[400];
        IntStream.range(0, 400).forEach((i) -> values[i] = (float) window[i]);
        this.golden.assertClose("window", values);
    }

    @Test
    void aPieceEqualsItsCopy() {
        float[] samples = this.golden.floats("b.wave");
        float[] piece = Arrays.copyOfRange(samples, 7_001, 30_000);
        assertThat(this.frontEnd.compute(samples, 7_001, piece.length))
            .isEqualTo(this.frontEnd.compute(piece, 0, piece.length));
    }

    @Test
    void nineFramesAreTheFewest() {
        float[] samples = this.golden.floats("a.wave");
        assertThat(this.frontEnd.compute(samples, 0, 1_280)).hasSize(9 * 128);
        for (int length : new int[] { 0, 1, 160, 1_279 }) {
            assertThatExceptionOfType(AudioException.TooShort.class)
                .isThrownBy(() -> this.frontEnd.compute(samples, 0, length))
                .withMessage("The audio is shorter than the minimum of 80 ms.");
        }
    }

    @Test
    void silenceIsFinite() {
        assertThat(this.frontEnd.compute(new float[16_000], 0, 16_000)).containsOnly(0);
    }

    /** The reference writes [bands, frames]. */
    private static float[] bandByBand(float[] mel) {
        float[] turned = new float[mel.length];
        int frames = mel.length / 128;
        for (int i = 0; i < mel.length; i++) {
            turned[i % 128 * frames + i / 128] = mel[i];
        }
        return turned;
    }

}
