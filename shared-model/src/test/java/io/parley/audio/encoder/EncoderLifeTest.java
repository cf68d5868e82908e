package io.parley.audio.encoder;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.parley.audio.AudioEncoder;
import io.parley.audio.AudioEncoders;
import io.parley.audio.AudioFormat;
import io.parley.audio.EncodedAudioSink;
import io.parley.audio.Pcm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Headers, misuse, clients that go, memory. */
class EncoderLifeTest {

    private static final int RATE = 24_000;

    private final AudioEncoders encoders = new StreamingAudioEncoders(Encoded.NATIVES);

    /** A tone whose loudness never rests, so that encoders have something to do. */
    private static Pcm tone(int samples) {
        float[] tone = new float[samples];
        for (int i = 0; i < samples; i++) {
            tone[i] = (float) (0.5 * Math.sin(0.05 * i) * Math.sin(0.0007 * i));
        }
        return new Pcm(tone, RATE);
    }

    @Test
    void namesAreThoseOfTheWire() {
        assertThat(Arrays.stream(AudioFormat.values()).map(AudioFormat::wireName)).containsExactly("mp3", "opus", "aac",
                "flac", "wav", "pcm");
        assertThat(Arrays.stream(AudioFormat.values()).map(AudioFormat::contentType)).containsExactly("audio/mpeg",
                "audio/ogg", "audio/aac", "audio/flac", "audio/wav", "audio/pcm");
        assertThat(AudioFormat.of("opus")).contains(AudioFormat.OPUS);
        assertThat(AudioFormat.of("MP3")).isEmpty();
        assertThat(AudioFormat.of("ogg")).isEmpty();
    }

    @Test
    void aWaveTellsItsLengthIfKnown() {
        ByteBuffer known = ByteBuffer.wrap(this.encoders.encode(AudioFormat.WAV, tone(1000)))
            .order(ByteOrder.LITTLE_ENDIAN);
        assertThat(known.capacity()).isEqualTo(2044);
        assertThat(known.getInt(4)).isEqualTo(2036);
        assertThat(known.getInt(40)).isEqualTo(2000);
        ByteBuffer streamed = ByteBuffer.wrap(Encoded.inPieces(this.encoders, AudioFormat.WAV, tone(1000), 300))
            .order(ByteOrder.LITTLE_ENDIAN);
        assertThat(streamed.capacity()).isEqualTo(2044);
        assertThat(streamed.getInt(4)).isEqualTo(-1);
        assertThat(streamed.getInt(40)).isEqualTo(-1);
        assertThat(streamed.getInt(24)).isEqualTo(RATE);
    }

    @ParameterizedTest
    @ValueSource(longs = { 2_147_483_630L, 2_147_483_648L, 1L << 40, Long.MAX_VALUE / 96_000 })
    void aWaveLongerThanItsHeaderCanSayIsOfUnknownLength(long samples) {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        this.encoders.open(AudioFormat.WAV, RATE, OptionalLong.of(samples), EncodedAudioSink.to(header)).close();
        assertThat(ByteBuffer.wrap(header.toByteArray()).getInt(40)).isEqualTo(-1);
    }

    @Test
    void aFlacTellsItsLengthIfKnown() {
        byte[] known = this.encoders.encode(AudioFormat.FLAC, tone(70_000));
        assertThat(ByteBuffer.wrap(known).getLong(18) & 0xF_FFFF_FFFFL).isEqualTo(70_000);
        byte[] streamed = Encoded.inPieces(this.encoders, AudioFormat.FLAC, tone(70_000), 3000);
        assertThat(ByteBuffer.wrap(streamed).getLong(18) & 0xF_FFFF_FFFFL).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void soundThatBreaksItsPromiseIsRefused(AudioFormat format) {
        try (AudioEncoder encoder = this.encoders.open(format, RATE, OptionalLong.of(100), (bytes) -> {
        })) {
            assertThatIllegalStateException().isThrownBy(() -> encoder.accept(tone(101)));
        }
        try (AudioEncoder encoder = this.encoders.open(format, RATE, OptionalLong.of(100), (bytes) -> {
        })) {
            encoder.accept(tone(99));
            assertThatIllegalStateException().isThrownBy(encoder::finish);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherRateThanPromisedIsRefusedAndNothingIsLost(AudioFormat format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (AudioEncoder encoder = this.encoders.open(format, RATE, EncodedAudioSink.to(bytes))) {
            assertThatIllegalArgumentException().isThrownBy(() -> encoder.accept(new Pcm(new float[10], 16_000)));
            encoder.accept(tone(5000));
            encoder.finish();
        }
        try (Encoded encoded = new Encoded()) {
            assertThat(encoded.decode(format, bytes.toByteArray(), RATE).samples()).hasSizeGreaterThanOrEqualTo(5000);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsAcceptedAfterTheEnd(AudioFormat format) {
        try (AudioEncoder encoder = this.encoders.open(format, RATE, (bytes) -> {
        })) {
            encoder.accept(tone(5000));
            encoder.finish();
            assertThatIllegalStateException().isThrownBy(() -> encoder.accept(tone(1)));
            assertThatIllegalStateException().isThrownBy(encoder::finish);
            encoder.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatHangsUpEndsIt(AudioFormat format) {
        IOException gone = new IOException("broken pipe");
        int[] left = { 1 };
        try (AudioEncoder encoder = this.encoders.open(format, RATE, (bytes) -> {
            if (left[0]-- == 0) {
                throw gone;
            }
        })) {
            assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> {
                encoder.accept(tone(5 * RATE));
                encoder.accept(tone(5 * RATE));
            }).withCause(gone);
            assertThatIllegalStateException().isThrownBy(() -> encoder.accept(tone(1)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void noSoundIsAWellFormedEnd(AudioFormat format) {
        byte[] bytes = this.encoders.encode(format, new Pcm(new float[0], RATE));
        switch (format) {
            case WAV -> assertThat(bytes).hasSize(44);
            case FLAC -> assertThat(bytes).hasSize(42);
            // the last page says so
            case OPUS -> assertThat(bytes[bytes.length - 27 + 5]).isEqualTo((byte) 4);
            case MP3, AAC, PCM -> assertThat(bytes).isEmpty();
        }
    }

    // of mp3 and aac it takes some frames to be told from chance
    @ParameterizedTest
    @CsvSource({ "WAV, 1", "PCM, 1", "FLAC, 1", "OPUS, 1", "FLAC, 100", "OPUS, 100", "MP3, 1800", "AAC, 4000" })
    void aShortSoundIsKept(AudioFormat format, int samples) {
        try (Encoded encoded = new Encoded()) {
            byte[] bytes = this.encoders.encode(format, tone(samples));
            assertThat(encoded.decode(format, bytes, RATE).samples()).hasSizeBetween(samples, samples + 2 * 1024);
        }
    }

    @Test
    void manyAtOnceDoNotDisturbEachOther() throws Exception {
        byte[][] alone = Arrays.stream(AudioFormat.values())
            .map((format) -> Encoded.inPieces(this.encoders, format, tone(2 * RATE), 3333))
            .toArray(byte[][]::new);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            var all = IntStream.range(0, 48).<Future<?>>mapToObj((i) -> threads.submit(() -> {
                AudioFormat format = AudioFormat.values()[i % alone.length];
                byte[] bytes = Encoded.inPieces(this.encoders, format, tone(2 * RATE), 3333);
                assertThat(withoutSerials(bytes, format)).isEqualTo(withoutSerials(alone[format.ordinal()], format));
            })).toList();
            for (Future<?> each : all) {
                each.get();
            }
        }
    }

    /** Serial numbers and checksums of Ogg pages are zeroed. */
    private static byte[] withoutSerials(byte[] bytes, AudioFormat format) {
        byte[] copy = bytes.clone();
        for (int page = 0; format == AudioFormat.OPUS && page < copy.length;) {
            Arrays.fill(copy, page + 14, page + 18, (byte) 0);
            Arrays.fill(copy, page + 22, page + 26, (byte) 0);
            int segments = copy[page + 26] & 0xFF;
            int length = 27 + segments;
            for (int i = 0; i < segments; i++) {
                length += copy[page + 27 + i] & 0xFF;
            }
            page += length;
        }
        return copy;
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void encodersLeaveNothingBehindHoweverTheyEnd() throws Exception {
        Process interpreted = java(ProcessBuilder.Redirect.PIPE, "-Xint", NativeGrowth.class,
                Encoded.NATIVES.toString());
        try (BufferedReader lines = interpreted.inputReader()) {
            // the state of the smallest has 20 KB
            assertThat(lines.lines()).hasSize(AudioFormat.values().length * NativeGrowth.End.values().length)
                .allSatisfy((line) -> assertThat(Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                    .isLessThan(100));
        }
        assertThat(interpreted.waitFor()).isZero();
    }

    private static Process java(ProcessBuilder.Redirect output, String option, Class<?> main, String argument)
            throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), option, "-cp",
                System.getProperty("java.class.path"), "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", main.getName(), argument)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(output)
            .start();
    }

    @Test
    void librariesAreUnpackedWhereTheyAreSaidToBe(@TempDir Path cache) throws Exception {
        Process other = java(ProcessBuilder.Redirect.DISCARD, "-Xshare:auto", Warm.class, cache.toString());
        assertThat(other.waitFor()).isZero();
        try (var files = Files.walk(cache)) {
            assertThat(files).anyMatch((file) -> file.getFileName().toString().contains("avcodec"));
        }
    }

    /** Started by the test above: where libraries go is settled once a process. */
    static final class Warm {

        private Warm() {
        }

        public static void main(String[] args) {
            new StreamingAudioEncoders(Path.of(args[0])).warm();
        }

    }

}
