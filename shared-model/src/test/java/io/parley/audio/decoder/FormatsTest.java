package io.parley.audio.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.parley.audio.AudioLimits;
import io.parley.audio.PcmSource;
import io.parley.testing.SharedData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One recording in all containers and codecs sounds the same. */
class FormatsTest {

    private static final int MAX_SHIFT = 400;

    @TempDir
    private static Path temporary;

    private static ProcessAudioDecoder decoder;

    @BeforeAll
    static void start() {
        decoder = ProcessAudioDecoder.start(Decoders.settings(temporary));
    }

    @AfterAll
    static void stop() {
        decoder.close();
    }

    @ParameterizedTest
    @CsvSource({ "jfk_16k_s16.wav, 0.9999, 1", "jfk_44k1_s24.wav, 0.99, 1", "jfk_48k_stereo_f32.wav, 0.99, 0.7071",
            "jfk.flac, 0.9999, 1", "jfk.mp3, 0.98, 0.95", "jfk.ogg, 0.98, 1", "jfk.opus, 0.98, 1", "jfk.webm, 0.98, 1",
            "jfk.m4a, 0.98, 1" })
    void soundsLikeTheReference(String name, double correlation, double gain) throws IOException {
        float[] sound = Decoders.decode(decoder, formats().resolve(name));
        float[] reference = reference();
        assertThat(sound.length).isCloseTo(reference.length, within(Decoders.RATE / 20));
        assertThat(Decoders.correlation(reference, sound, MAX_SHIFT)).isGreaterThan(correlation);
        assertThat(loudness(sound) / loudness(reference)).isCloseTo(gain, within(0.03));
    }

    @ParameterizedTest
    @ValueSource(strings = { "jfk_16k_s16.wav", "jfk_8k_mulaw.wav", "jfk.flac", "jfk.mp3", "jfk.ogg", "jfk.opus",
            "jfk.webm", "jfk.m4a" })
    void theLengthIsKnownBeforeTheSoundIs(String name) throws IOException {
        try (InputStream file = Files.newInputStream(formats().resolve(name));
                PcmSource sound = decoder.decode(file, Decoders.RATE,
                        new AudioLimits(1 << 25, Duration.ofMinutes(1)))) {
            assertThat(sound.expectedSamples().orElseThrow()).isCloseTo(reference().length,
                    within(Decoders.RATE / 10L));
        }
    }

    @Test
    void telephoneSoundKeepsItsBand() throws IOException {
        float[] sound = Decoders.decode(decoder, formats().resolve("jfk_8k_mulaw.wav"));
        float[] reference = lowPass(reference());
        assertThat(sound.length).isCloseTo(reference.length, within(Decoders.RATE / 20));
        assertThat(Decoders.correlation(reference, lowPass(sound), MAX_SHIFT)).isGreaterThan(0.98);
    }

    @ParameterizedTest
    @ValueSource(strings = { "adts", "faststart", "fragmented", "mp4", "matroska", "3gp" })
    void otherShapesOfAacAreTheSameSound(String shape, @TempDir Path folder) throws IOException {
        Path source = formats().resolve("jfk.m4a");
        Path file = folder.resolve("sound");
        switch (shape) {
            case "adts" -> Remuxer.remux(source, file, "adts", "");
            case "faststart" -> Remuxer.remux(source, file, "ipod", "movflags=faststart");
            case "fragmented" ->
                Remuxer.remux(source, file, "mp4", "movflags=empty_moov+default_base_moof+frag_keyframe");
            default -> Remuxer.remux(source, file, shape, "");
        }
        float[] sound = Decoders.decode(decoder, file);
        assertThat(sound.length).isCloseTo(reference().length, within(Decoders.RATE / 10));
        assertThat(Decoders.correlation(reference(), sound, 2 * 1024)).isGreaterThan(0.98);
    }

    @Test
    void theIndexMayStandAtTheEnd(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("sound");
        Remuxer.remux(formats().resolve("jfk.m4a"), file, "mp4", "");
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(bytes.indexOf("moov")).isGreaterThan(bytes.indexOf("mdat"));
        assertThat(Decoders.decode(decoder, file).length).isCloseTo(reference().length, within(Decoders.RATE / 20));
    }

    @Test
    void aFullScaleStereoSoundIsNotLouderInMono() {
        byte[] file = Wav.pcm16(48_000, 2, 48_000, (i) -> (short) (((i / 2) % 48 < 24) ? 20_000 : -20_000));
        float[] sound = Decoders.decode(decoder, file);
        assertThat(loudness(sound)).isCloseTo(20_000 / 32_768.0, within(0.02));
    }

    @Test
    void channelsAreMixedAndNotDropped() {
        byte[] file = Wav.pcm16(16_000, 2, 16_000, (i) -> (short) ((i % 2 == 0) ? 0 : 10_000));
        assertThat(Decoders.decode(decoder, file)[8_000]).isCloseTo(5_000 / 32_768f, within(1e-3f));
    }

    @Test
    void nineChannelsOfUnknownPlacesAreAveraged() {
        byte[] file = Wav.pcm16(16_000, 9, 16_000, (i) -> (short) ((i % 9 == 4) ? 9_000 : 0));
        assertThat(Decoders.decode(decoder, file)[8_000]).isCloseTo(1_000 / 32_768f, within(1e-3f));
    }

    private static Path formats() {
        return SharedData.path("audio/formats");
    }

    /** The 16-bit recording, read without any decoder: 44 bytes of header at most. */
    private static float[] reference() throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(formats().resolve("jfk_16k_s16.wav")))
            .order(ByteOrder.LITTLE_ENDIAN);
        String text = new String(file.array(), 0, 200, StandardCharsets.ISO_8859_1);
        int start = text.indexOf("data") + 8;
        float[] samples = new float[(file.capacity() - start) / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = file.getShort(start + 2 * i) / 32_768f;
        }
        return samples;
    }

    private static double loudness(float[] samples) {
        double sum = 0;
        for (float sample : samples) {
            sum += sample * sample;
        }
        return Math.sqrt(sum / samples.length);
    }

    /** Windowed sinc that keeps what is below 3 kHz. */
    private static float[] lowPass(float[] samples) {
        int half = 64;
        double[] taps = new double[2 * half + 1];
        for (int i = 0; i < taps.length; i++) {
            double x = Math.PI * 2 * 3_000 / Decoders.RATE * (i - half);
            double sinc = (x == 0) ? 1 : Math.sin(x) / x;
            taps[i] = sinc * (0.5 + 0.5 * Math.cos(Math.PI * (i - half) / half)) * 2 * 3_000 / Decoders.RATE;
        }
        float[] filtered = new float[samples.length];
        for (int i = half; i < samples.length - half; i++) {
            double sum = 0;
            for (int k = 0; k < taps.length; k++) {
                sum += taps[k] * samples[i + k - half];
            }
            filtered[i] = (float) sum;
        }
        return filtered;
    }

}
