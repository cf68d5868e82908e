package io.parley.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

import io.parley.audio.decoder.DecoderSettings;
import io.parley.audio.decoder.ProcessAudioDecoder;
import io.parley.testing.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goldens are made by bench/reference/log_mel_golden.py. */
class LogMelSpectrogramTest {

    private static final int BANDS = 80;

    private static final int FRAMES = 3_000;

    private static final int EVERY = 37;

    private final LogMelSpectrogram spectrogram = new LogMelSpectrogram(BANDS);

    @ParameterizedTest
    @ValueSource(strings = { "misc/jfk", "librispeech/1688-142285-0000", "ljspeech/LJ001-0002", "long/two_cities" })
    void equalsFasterWhisper(String clip) throws IOException {
        float[] samples = read(clip);
        float[] mel = this.spectrogram.compute(samples, 0, samples.length, FRAMES);
        FloatBuffer golden = golden(clip.substring(clip.indexOf('/') + 1));
        double worst = 0;
        for (int frame : IntStream.concat(IntStream.of(0), IntStream.iterate(2, (f) -> f < FRAMES, (f) -> f + EVERY))
            .toArray()) {
            for (int band = 0; band < BANDS; band++) {
                worst = Math.max(worst, Math.abs(golden.get() - mel[band * FRAMES + frame]));
            }
        }
        assertThat(golden.hasRemaining()).isFalse();
        assertThat(worst).isLessThan(1e-4);
    }

    @Test
    void aPieceEqualsItsCopy() {
        float[] samples = noise(50_000);
        float[] piece = Arrays.copyOfRange(samples, 7_000, 40_000);
        assertThat(this.spectrogram.compute(samples, 7_000, 33_000, 300))
            .isEqualTo(this.spectrogram.compute(piece, 0, piece.length, 300));
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 159, 160, 199, 200, 201, 3_999, 47_800, 47_999, 48_000, 60_000 })
    void silenceLeftOutEqualsSilenceWrittenOut(int length) {
        float[] samples = noise(60_000);
        float[] written = Arrays.copyOf(Arrays.copyOf(samples, length), 48_000);
        assertThat(this.spectrogram.compute(samples, 0, length, 300))
            .isEqualTo(this.spectrogram.compute(written, 0, 48_000, 300));
    }

    @Test
    void silenceIsTheFloor() {
        assertThat(this.spectrogram.compute(new float[0], 0, 0, 20)).containsOnly(-1.5f);
    }

    @Test
    void aToneFallsIntoItsBand() {
        float[] tone = new float[16_000];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (float) Math.sin(2 * Math.PI * 1_000 * i / 16_000);
        }
        float[] mel = new LogMelSpectrogram(128).compute(tone, 0, tone.length, 100);
        int loudest = IntStream.range(0, 128).reduce(0, (a, b) -> (mel[a * 100 + 50] >= mel[b * 100 + 50]) ? a : b);
        // 1 kHz is 15 of 45.2456 mels
        assertThat(loudest).isCloseTo((int) (15 / 45.2456 * 129) - 1, within(1));
    }

    @Test
    void threadsDoNotDisturbEachOther() {
        float[] samples = noise(48_000);
        float[] alone = this.spectrogram.compute(samples, 0, samples.length, 300);
        assertThat(IntStream.range(0, 64)
            .parallel()
            .mapToObj((i) -> this.spectrogram.compute(samples, 0, samples.length, 300)))
            .allMatch((mel) -> Arrays.equals(alone, mel));
    }

    @Test
    void oneFrameIsTooFew() {
        assertThatIllegalArgumentException().isThrownBy(() -> this.spectrogram.compute(new float[10], 0, 10, 1));
    }

    private static float[] noise(int length) {
        Random random = new Random(1);
        float[] samples = new float[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (float) (0.1 * random.nextGaussian());
        }
        return samples;
    }

    private static float[] read(String clip) throws IOException {
        DecoderSettings settings = DecoderSettings.defaults(Path.of("target/decoder-natives"));
        AudioLimits limits = new AudioLimits(10 << 20, Duration.ofMinutes(10));
        try (ProcessAudioDecoder decoder = ProcessAudioDecoder.start(settings);
                InputStream file = Files.newInputStream(SharedData.path("audio/speech/" + clip + ".flac"));
                PcmSource source = decoder.decode(file, LogMelSpectrogram.SAMPLE_RATE, limits)) {
            float[] samples = new float[30 * LogMelSpectrogram.SAMPLE_RATE];
            int size = 0;
            int count = 0;
            while (count >= 0 && size < samples.length) {
                size += count;
                count = (size < samples.length) ? source.read(samples, size, samples.length - size) : -1;
            }
            return Arrays.copyOf(samples, size);
        }
    }

    private static FloatBuffer golden(String name) throws IOException {
        try (InputStream resource = LogMelSpectrogramTest.class.getResourceAsStream(name + ".mel.gz");
                InputStream in = new GZIPInputStream(resource)) {
            return ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        }
    }

}
