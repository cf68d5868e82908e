package io.parley.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

import io.parley.testing.GoldenTensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Lfm2AudioResamplerTest {

    @ParameterizedTest
    @ValueSource(ints = { 8_000, 24_000, 44_100, 48_000 })
    void equalsTheReference(int rate) throws IOException {
        try (GoldenTensors golden = GoldenTensors.open("resample.safetensors")) {
            SincResampler resampler = new SincResampler(rate, 16_000);
            Pcm sound = new Pcm(golden.floats(rate + ".in"), rate);
            Pcm resampled = resampler.resample(sound);
            assertThat(resampled.sampleRate()).isEqualTo(16_000);
            golden.assertClose(rate + ".out16k", resampled.samples());
            try (PcmSource streamed = resampler.resample(PcmSource.of(sound))) {
                assertThat(streamed.sampleRate()).isEqualTo(16_000);
                golden.assertClose(rate + ".out16k", read(streamed, 4_000, 333));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({ "44100, 16000, 30001, 10885", "48000, 16000, 1, 1", "8000, 16000, 12345, 24690",
            "16000, 44100, 8193, 22582", "24000, 16000, 4096, 2731", "22050, 16000, 0, 0", "11025, 16000, 7, 11",
            "192000, 16000, 90000, 7500", "44101, 16000, 44101, 16000" })
    void streamedEqualsWhole(int from, int to, int length, int expected) {
        Random random = new Random(5);
        float[] samples = new float[length];
        for (int i = 0; i < length; i++) {
            samples[i] = random.nextFloat() - 0.5f;
        }
        SincResampler resampler = new SincResampler(from, to);
        float[] whole = resampler.resample(new Pcm(samples, from)).samples();
        assertThat(whole).hasSize(expected);
        for (int most : new int[] { 1, 160, 5_000 }) {
            PcmSource trickle = new Trickle(PcmSource.of(new Pcm(samples, from)), most);
            try (PcmSource streamed = resampler.resample(trickle)) {
                assertThat(read(streamed, expected, 1_000)).isEqualTo(whole);
            }
        }
    }

    @Test
    void soundComesBeforeTheSourceEnds() {
        PcmSource endless = new PcmSource() {

            @Override
            public int sampleRate() {
                return 48_000;
            }

            @Override
            public int read(float[] buffer, int offset, int length) {
                Arrays.fill(buffer, offset, offset + length, 0.5f);
                return length;
            }

            @Override
            public void close() {
            }

        };
        float[] buffer = new float[16_000];
        PcmSource streamed = new SincResampler(48_000, 16_000).resample(endless);
        for (int count = 0; count < 10_000_000;) {
            int more = streamed.read(buffer, 0, buffer.length);
            assertThat(more).isPositive();
            count += more;
        }
        assertThat(buffer[100]).isCloseTo(0.5f, within(1e-3f));
    }

    @Test
    void equalRatesChangeNothing() {
        Pcm sound = new Pcm(new float[] { 1, 2, 3 }, 16_000);
        assertThat(new SincResampler(16_000, 16_000).resample(sound)).isSameAs(sound);
    }

    @Test
    void ratesThatDoNotFitAreRefused() {
        assertThatExceptionOfType(AudioException.UnsupportedRate.class)
            .isThrownBy(() -> new SincResampler(2_000_000_011, 16_000));
        SincResampler resampler = new SincResampler(48_000, 16_000);
        assertThatIllegalArgumentException().isThrownBy(() -> resampler.resample(new Pcm(new float[1], 44_100)));
    }

    /** All of a sound that has a known length. */
    private static float[] read(PcmSource source, int length, int most) {
        float[] samples = new float[length + 1];
        int size = 0;
        int count = 0;
        while (count >= 0) {
            size += count;
            count = source.read(samples, size, Math.clamp(samples.length - size, 1, most));
        }
        assertThat(source.read(new float[1], 0, 1)).isEqualTo(-1);
        return Arrays.copyOf(samples, size);
    }

    /** Brings few samples at a time. */
    private record Trickle(PcmSource source, int most) implements PcmSource {

        @Override
        public int sampleRate() {
            return this.source.sampleRate();
        }

        @Override
        public int read(float[] buffer, int offset, int length) {
            return this.source.read(buffer, offset, Math.min(length, this.most));
        }

        @Override
        public void close() {
            this.source.close();
        }

    }

}
