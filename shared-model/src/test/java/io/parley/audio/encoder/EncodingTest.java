package io.parley.audio.encoder;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.parley.audio.AudioEncoder;
import io.parley.audio.AudioEncoders;
import io.parley.audio.AudioFormat;
import io.parley.audio.EncodedAudioSink;
import io.parley.audio.Pcm;

import static org.assertj.core.api.Assertions.assertThat;

/** Speech through every format and back. */
class EncodingTest {

    private static final int RATE = 24_000;

    private static Encoded encoded;

    private final AudioEncoders encoders = new StreamingAudioEncoders(Encoded.NATIVES);

    @BeforeAll
    static void start() {
        encoded = new Encoded();
    }

    @AfterAll
    static void stop() {
        encoded.close();
    }

    @ParameterizedTest
    @CsvSource({ "WAV, 24000", "WAV, 22050", "FLAC, 24000", "FLAC, 16000", "PCM, 24000" })
    void keepsEverySampleWhereNothingIsLost(AudioFormat format, int rate) {
        Pcm speech = encoded.cutSpeech(rate);
        byte[] bytes = Encoded.inPieces(this.encoders, format, speech, 1, 7000, 500, 40_000);
        assertThat(encoded.decode(format, bytes, rate).samples()).isEqualTo(Encoded.rounded(speech.samples()));
    }

    // the delay is the encoder's; only Ogg tells players to cut it off
    @ParameterizedTest
    @CsvSource({ "MP3, 24000, 1105, 576", "MP3, 44100, 1105, 1152", "MP3, 16000, 1105, 576", "OPUS, 24000, 0, 0",
            "OPUS, 48000, 0, 0", "OPUS, 16000, 0, 0", "AAC, 24000, 1024, 1024", "AAC, 44100, 1024, 1024",
            "AAC, 16000, 1024, 1024" })
    void keepsTheWholeSoundToItsEndWhereFormatsAreLossy(AudioFormat format, int rate, int delay, int frame) {
        Pcm speech = encoded.cutSpeech(rate);
        float[] original = speech.samples();
        float[] decoded = encoded
            .decode(format, Encoded.inPieces(this.encoders, format, speech, 9999, 24_000, 333), rate)
            .samples();
        assertThat(Encoded.delay(original, decoded, 2 * 1152)).isEqualTo(delay);
        assertThat(decoded.length).isBetween(original.length + delay, original.length + delay + frame);
        assertThat(Encoded.likeness(original, decoded, delay, 0, original.length)).isGreaterThan(0.99);
        int tail = original.length - rate / 20;
        assertThat(Encoded.likeness(original, decoded, delay, tail, original.length)).isGreaterThan(0.97);
    }

    @ParameterizedTest
    @EnumSource
    void piecesJoinWithoutASeam(AudioFormat format) {
        Pcm speech = encoded.cutSpeech(RATE);
        byte[] whole = Encoded.inPieces(this.encoders, format, speech, Integer.MAX_VALUE);
        Random random = new Random(6);
        int[] lengths = random.ints(50, 1, 5000).toArray();
        byte[] pieces = Encoded.inPieces(this.encoders, format, speech, lengths);
        assertThat(encoded.decode(format, pieces, RATE).samples())
            .isEqualTo(encoded.decode(format, whole, RATE).samples());
    }

    @ParameterizedTest
    @EnumSource
    void mostOfTheSoundIsOutBeforeItsEnd(AudioFormat format) {
        Pcm first = new Pcm(Arrays.copyOf(encoded.speech(RATE).samples(), RATE), RATE);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (AudioEncoder encoder = this.encoders.open(format, RATE, EncodedAudioSink.to(bytes))) {
            encoder.accept(first);
            float[] decoded = encoded.decode(format, bytes.toByteArray(), RATE).samples();
            assertThat(decoded.length).isGreaterThan(RATE * 85 / 100);
            int delay = Encoded.delay(first.samples(), decoded, 2 * 1152);
            assertThat(Encoded.likeness(first.samples(), decoded, delay, 0, RATE * 4 / 5)).isGreaterThan(0.99);
        }
    }

    @ParameterizedTest
    @CsvSource({ "MP3, 17000", "OPUS, 22050", "OPUS, 44100", "AAC, 17000", "FLAC, 96000", "PCM, 16000", "PCM, 22050",
            "PCM, 44100", "MP3, 96000" })
    void changesRatesThatAFormatLacks(AudioFormat format, int rate) {
        Pcm speech = encoded.cutSpeech(rate);
        Pcm expected = encoded.cutSpeech(RATE);
        byte[] bytes = Encoded.inPieces(this.encoders, format, speech, 1000, 3, 20_000);
        float[] decoded = encoded.decode(format, bytes, RATE).samples();
        float[] original = Arrays.copyOf(expected.samples(), 2 * RATE);
        int delay = Encoded.delay(original, decoded, 2 * 1152);
        assertThat(Encoded.likeness(original, decoded, delay, 0, original.length)).isGreaterThan(0.99);
        assertThat(decoded.length - delay).isGreaterThanOrEqualTo((int) ((long) speech.samples().length * RATE / rate))
            .isLessThan((int) ((long) speech.samples().length * RATE / rate) + 2400);
    }

    @ParameterizedTest
    @EnumSource
    void clipsWhatIsTooLoudAndPassesOverWhatIsNoNumber(AudioFormat format) {
        float[] samples = encoded.cutSpeech(RATE).samples();
        for (int i = 0; i < samples.length; i++) {
            samples[i] *= 4;
        }
        samples[5000] = Float.NaN;
        samples[6000] = Float.POSITIVE_INFINITY;
        float[] clipped = samples.clone();
        for (int i = 0; i < clipped.length; i++) {
            clipped[i] = Float.isNaN(clipped[i]) ? 0 : Math.clamp(clipped[i], -1, 1);
        }
        byte[] bytes = this.encoders.encode(format, new Pcm(samples, RATE));
        float[] decoded = encoded.decode(format, bytes, RATE).samples();
        byte[] expected = this.encoders.encode(format, new Pcm(clipped, RATE));
        assertThat(decoded).isEqualTo(encoded.decode(format, expected, RATE).samples());
        int delay = Encoded.delay(clipped, decoded, 2 * 1152);
        assertThat(Encoded.likeness(clipped, decoded, delay, 0, clipped.length)).isGreaterThan(0.97);
    }

    @Test
    void soundOfSixteenBitsComesBackBitByBit() {
        float[] all = new float[1 << 16];
        for (int i = 0; i < all.length; i++) {
            all[i] = (i - 32768) / 32768f;
        }
        byte[] bytes = this.encoders.encode(AudioFormat.FLAC, new Pcm(all, RATE));
        assertThat(encoded.decode(AudioFormat.FLAC, bytes, RATE).samples()).isEqualTo(all);
        assertThat(encoded.decode(AudioFormat.PCM, this.encoders.encode(AudioFormat.PCM, new Pcm(all, RATE)), RATE)
            .samples()).isEqualTo(all);
    }

}
