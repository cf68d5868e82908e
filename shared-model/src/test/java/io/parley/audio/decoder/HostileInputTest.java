package io.parley.audio.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

import io.parley.audio.AudioException;
import io.parley.audio.AudioLimits;
import io.parley.testing.SharedData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that are broken, are no sound, or mean harm: a typed error and no worker lost.
 */
class HostileInputTest {

    private static final byte[] PNG = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I', 'H', 'D',
            'R', 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1F, 0x15, (byte) 0xC4, (byte) 0x89 };

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

    @AfterEach
    void noWorkerDied() {
        assertThat(decoder.status().lost()).isZero();
        assertThat(decoder.status().busy()).isZero();
    }

    @Test
    void nothing() {
        assertUndecodable(new byte[0]);
        assertUndecodable(new byte[1]);
    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
    void randomBytes(long seed) {
        byte[] noise = new byte[50_000 + 1_000 * (int) seed];
        new Random(seed).nextBytes(noise);
        assertUndecodable(noise);
    }

    @Test
    void textAndPictures() {
        assertUndecodable("To whom it may concern: this is a letter.\n".repeat(500).getBytes(StandardCharsets.UTF_8));
        assertUndecodable(PNG);
        assertUndecodable("<html><body>404</body></html>".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = { "#EXTM3U\n#EXT-X-TARGETDURATION:11\n#EXTINF:11.0,\n%s\n#EXT-X-ENDLIST\n",
            "#EXTM3U\n#EXT-X-TARGETDURATION:11\n#EXTINF:11.0,\nfile://%s\n#EXT-X-ENDLIST\n",
            "ffconcat version 1.0\nfile '%s'\n", "file '%s'\n", "ffconcat version 1.0\nfile file:%s\nduration 11\n",
            "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\na=control:file://%s\nm=audio 5004 RTP/AVP 0\n",
            "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\"><Period>"
                    + "<AdaptationSet mimeType=\"audio/mp4\"><Representation><BaseURL>%s</BaseURL>"
                    + "</Representation></AdaptationSet></Period></MPD>" })
    void aListThatNamesALocalFileIsRefusedAndTheFileNotOpened(String list, @TempDir Path folder) throws Exception {
        // who opens a fifo for reading waits for a writer: the decoder would hang
        Path fifo = folder.resolve("secret.wav");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
        assertUndecodable(list.formatted(fifo).getBytes(StandardCharsets.UTF_8));
        Path real = SharedData.path("audio/formats/jfk_16k_s16.wav").toAbsolutePath();
        assertUndecodable(list.formatted(real).getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = { "jfk_16k_s16.wav", "jfk_44k1_s24.wav", "jfk_48k_stereo_f32.wav", "jfk_8k_mulaw.wav",
            "jfk.flac", "jfk.mp3", "jfk.ogg", "jfk.opus", "jfk.webm", "jfk.m4a" })
    void aTruncatedFileGivesWhatIsThereOrATypedError(String name) throws IOException {
        byte[] whole = Files.readAllBytes(SharedData.path("audio/formats/" + name));
        int sound = Decoders.decode(decoder, whole).length;
        int heard = 0;
        for (int size : new int[] { 4, 20, 60, 500, 5_000, whole.length / 3, whole.length / 2, whole.length - 1 }) {
            try {
                int length = Decoders.decode(decoder, Arrays.copyOf(whole, size)).length;
                assertThat(length).isLessThanOrEqualTo(sound + Decoders.RATE / 20);
                heard = Math.max(heard, length);
            }
            catch (AudioException.Undecodable ex) {
                assertThat(ex).hasMessageStartingWith("The ");
            }
        }
        // only the index of an mp4 cannot be done without
        assertThat(heard).isGreaterThan(sound * (name.endsWith(".m4a") ? 0 : 4) / 10 - 1);
    }

    @Test
    void aWavThatPromisesTooMuchGivesWhatIsThere() {
        assertThat(Decoders.decode(decoder, Wav.lying(16_000, 1, -1, 32_000))).hasSize(16_000);
        assertThat(Decoders.decode(decoder, Wav.lying(16_000, 1, 0x7FFF_FFF0, 32_000))).hasSize(16_000);
    }

    @Test
    void aWavWithoutSamplesHoldsNoSound() {
        assertUndecodable(Wav.lying(16_000, 1, 0, 0));
    }

    @Test
    void ratesAndChannelsBeyondReason() {
        assertUndecodable(Wav.lying(-1, 1, 32_000, 32_000));
        assertUndecodable(Wav.lying(Integer.MAX_VALUE, 1, 32_000, 32_000));
        assertUndecodable(Wav.lying(2_000_000, 1, 32_000, 32_000));
        assertUndecodable(Wav.lying(1, 1, 32_000, 32_000));
        assertUndecodable(Wav.lying(0, 1, 32_000, 32_000));
        assertUndecodable(Wav.lying(16_000, 65_535, 1 << 20, 1 << 20));
        assertUndecodable(Wav.lying(16_000, 0, 32_000, 32_000));
    }

    @Test
    void moreBytesThanAllowedAreNotEvenRead() {
        InputStream endless = new InputStream() {
            private long given;

            @Override
            public int read() {
                return (++this.given < 10_000_000) ? 0 : fail();
            }

            private int fail() {
                throw new AssertionError("read far beyond the limit");
            }
        };
        AudioLimits limits = new AudioLimits(1_000_000, Duration.ofMinutes(1));
        assertThatExceptionOfType(AudioException.TooManyBytes.class)
            .isThrownBy(() -> decoder.decode(endless, Decoders.RATE, limits))
            .satisfies((ex) -> assertThat(ex.limit()).isEqualTo(1_000_000));
    }

    @Test
    void aFileOfExactlyTheLimitIsDecoded() {
        byte[] wav = Wav.lying(16_000, 1, 32_000, 32_000);
        AudioLimits limits = new AudioLimits(wav.length, Duration.ofSeconds(1));
        assertThat(Decoders.decode(decoder, wav, limits)).hasSize(16_000);
    }

    @Test
    void tooLongASoundEndsAtTheLimit() {
        byte[] minutes = Wav.lying(8_000, 1, 10 * 60 * 16_000, 10 * 60 * 16_000);
        AudioLimits limits = new AudioLimits(100 << 20, Duration.ofSeconds(3));
        float[] buffer = new float[20 * Decoders.RATE];
        int[] heard = { 0 };
        assertThatExceptionOfType(AudioException.TooLong.class).isThrownBy(() -> {
            try (var source = decoder.decode(new ByteArrayInputStream(minutes), Decoders.RATE, limits)) {
                int count = source.read(buffer, 0, buffer.length);
                while (count >= 0) {
                    heard[0] += count;
                    count = source.read(buffer, 0, buffer.length);
                }
            }
        }).withMessageContaining("3 seconds");
        assertThat(heard[0]).isCloseTo(3 * Decoders.RATE, within(Decoders.RATE));
    }

    @Test
    void aCallerWhoseUploadBreaksGetsItsOwnError() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset by peer");
            }
        };
        assertThatExceptionOfType(UncheckedIOException.class)
            .isThrownBy(() -> decoder.decode(broken, Decoders.RATE, Decoders.WIDE))
            .withMessageContaining("reset by peer");
    }

    private static void assertUndecodable(byte[] file) {
        assertThatExceptionOfType(AudioException.Undecodable.class).isThrownBy(() -> Decoders.decode(decoder, file))
            .withMessageStartingWith("The ");
    }

}
