package io.parley.silero;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.parley.concurrent.Cancellation;
import io.parley.speech.SpeechSpan;
import io.parley.speech.VoiceActivityOptions;
import io.parley.speech.VoiceActivityStream;
import io.parley.speech.windows.SpeechWindow;
import io.parley.speech.windows.SpeechWindowOptions;
import io.parley.speech.windows.SpeechWindows;
import io.parley.testing.SharedData;

/** Windows of real sound: speech is in them, however bad it sounds; the rest is not. */
class RealSpeechWindowsTest {

    private static TestSilero silero;

    @BeforeAll
    static void start() {
        silero = new TestSilero();
    }

    @AfterAll
    static void stop() {
        silero.close();
    }

    static Stream<Arguments> conditions() {
        return Stream.of(Arguments.of("as recorded", UnaryOperator.<float[]>identity()),
                Arguments.of("at -30 dB", (UnaryOperator<float[]>) (sound) -> scaled(sound, 0.0316)),
                Arguments.of("at -30 dB in 16 bits",
                        (UnaryOperator<float[]>) (sound) -> rounded(scaled(sound, 0.0316))),
                Arguments.of("with noise at 10 dB", (UnaryOperator<float[]>) RealSpeechWindowsTest::noisy));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("conditions")
    void noSpeechIsLost(String name, UnaryOperator<float[]> condition) {
        float[] sound = silero.sound("audio/speech/long/two_cities.flac");
        requireCovered(sound, windows(condition.apply(sound)));
    }

    @Test
    void noSpeechIsLostAtATelephonesRate() {
        float[] sound = silero.sound("audio/formats/jfk_16k_s16.wav");
        requireCovered(sound, windows(silero.sound("audio/formats/jfk_8k_mulaw.wav")));
    }

    /**
     * What is speech in the recording, at the model's usual threshold, is in a window.
     */
    private static void requireCovered(float[] recorded, List<SpeechWindow> windows) {
        List<SpeechSpan> spans = new ArrayList<>();
        silero.detector.detect(TestSilero.source(recorded), VoiceActivityOptions.DEFAULT, spans::add,
                Cancellation.never());
        assertThat(spans).isNotEmpty().allSatisfy((span) -> {
            // the spans' own padding is not speech
            long start = span.start().plusMillis(300).toMillis() * 16;
            long end = span.end().minusMillis(300).toMillis() * 16;
            long held = windows.stream()
                .mapToLong((window) -> Math.max(0,
                        Math.min(end, window.endSample()) - Math.max(start, window.startSample())))
                .sum();
            assertThat(held).isEqualTo(Math.max(0, end - start));
        });
    }

    @Test
    void speechAndThenNoiseIsAWindowOfSpeech() {
        float[] jfk = silero.sound("audio/formats/jfk.flac");
        float[] sound = Arrays.copyOf(jfk, 30 * TestSilero.RATE);
        Random random = new Random(1);
        for (int i = jfk.length; i < sound.length; i++) {
            sound[i] = (float) (0.05 * random.nextGaussian());
        }
        List<SpeechWindow> windows = windows(sound);
        assertThat(windows).hasSize(1);
        assertThat(windows.getFirst().endSample()).isLessThan(jfk.length + TestSilero.RATE);
    }

    @Test
    void fewSoundsOfOtherThingsHaveAWindowAndAlmostAllSpeechHas() {
        List<Path> sounds = files("audio/sound");
        long flagged = sounds.stream().filter((sound) -> !windows(read(sound)).isEmpty()).count();
        assertThat(sounds).hasSizeGreaterThan(100);
        assertThat(flagged).isLessThan(sounds.size() / 10);
        assertThat(files("audio/speech")).hasSizeGreaterThan(50)
            .allSatisfy((speech) -> assertThat(windows(read(speech))).isNotEmpty());
    }

    private static List<Path> files(String folder) {
        try (Stream<Path> all = Files.walk(SharedData.path(folder))) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static float[] read(Path file) {
        return silero.sound(SharedData.path("audio").getParent().relativize(file).toString());
    }

    private static List<SpeechWindow> windows(float[] sound) {
        List<SpeechWindow> found = new ArrayList<>();
        try (VoiceActivityStream activity = silero.detector.open(Cancellation.never())) {
            SpeechWindows windows = SpeechWindows.of(TestSilero.source(sound), activity, SpeechWindowOptions.DEFAULT);
            for (SpeechWindow window = windows.next(Cancellation.never()); window != null; window = windows
                .next(Cancellation.never())) {
                found.add(window);
            }
        }
        return found;
    }

    private static float[] scaled(float[] sound, double factor) {
        float[] scaled = new float[sound.length];
        for (int i = 0; i < sound.length; i++) {
            scaled[i] = (float) (factor * sound[i]);
        }
        return scaled;
    }

    private static float[] rounded(float[] sound) {
        float[] rounded = new float[sound.length];
        for (int i = 0; i < sound.length; i++) {
            rounded[i] = Math.round(sound[i] * 32_768) / 32_768f;
        }
        return rounded;
    }

    private static float[] noisy(float[] sound) {
        double energy = 0;
        for (float sample : sound) {
            energy += sample * sample;
        }
        double level = Math.sqrt(energy / sound.length / 10);
        Random random = new Random(1);
        float[] noisy = new float[sound.length];
        for (int i = 0; i < sound.length; i++) {
            noisy[i] = (float) (sound[i] + level * random.nextGaussian());
        }
        return noisy;
    }

}
