package io.parley.speech.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;
import io.parley.speech.ChunkingOptions;
import io.parley.speech.VoiceActivityStream;

/** What must hold wherever somebody speaks. */
class SpeechWindowsTest {

    private static final int RATE = 16_000;

    private static final int FRAME = ScriptedActivity.FRAME;

    /** Frames in a second, nearly. */
    private static final int SECOND = RATE / FRAME;

    private static final int LONGEST = 30 * RATE;

    /** Kept around speech, in frames. */
    private static final int PADDING = 12;

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 })
    void speechIsNeitherLostNorDoubledAndOffsetsAreExact(long seed) {
        Random random = new Random(seed);
        float[] script = randomScript(random);
        float[] sound = sound(random, script.length * FRAME - random.nextInt(FRAME));
        for (SpeechWindowOptions options : List.of(SpeechWindowOptions.DEFAULT, streaming(), everySilence())) {
            List<SpeechWindow> windows = windows(sound, script, options);
            int[] covered = new int[script.length];
            for (SpeechWindow window : windows) {
                int start = Math.toIntExact(window.startSample());
                assertThat(window.samples()).isEqualTo(Arrays.copyOfRange(sound, start, (int) window.endSample()));
                assertThat(window.samples().length).isBetween(1, LONGEST);
                assertThat(start % FRAME).isZero();
                for (int frame = start / FRAME; (long) frame * FRAME < window.endSample(); frame++) {
                    covered[frame]++;
                }
            }
            for (int i = 0; i < script.length; i++) {
                assertThat(covered[i]).as("frame %d", i).isLessThanOrEqualTo(1);
                if (script[i] > 0.5) {
                    assertThat(covered[i]).as("speech in frame %d", i).isOne();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = { 21, 22, 23, 24, 25, 26 })
    void aWordIsNotCutWhereThereIsASilenceToCutAt(long seed) {
        Random random = new Random(seed);
        float[] script = randomScript(random);
        // no word and no stretch without a pause is longer than ten seconds
        for (int i = 7 * SECOND; i < script.length; i += 7 * SECOND) {
            Arrays.fill(script, i, Math.min(script.length, i + 5), 0);
        }
        float[] sound = sound(random, script.length * FRAME);
        for (SpeechWindow window : windows(sound, script, SpeechWindowOptions.DEFAULT)) {
            int end = (int) (window.endSample() / FRAME);
            if (end < script.length) {
                assertThat(script[end - 1] > 0.5 && script[end] > 0.5).as("cut in speech at frame %d", end).isFalse();
            }
        }
    }

    @Test
    void longSilencesAreLeftOutAndShortOnesAreNot() {
        float[] script = new float[200 * SECOND];
        speak(script, 10, 12);
        speak(script, 13, 15);
        speak(script, 150, 152);
        List<SpeechWindow> windows = windows(sound(new Random(1), script.length * FRAME), script,
                SpeechWindowOptions.DEFAULT);
        assertThat(windows).extracting(SpeechWindow::startSample)
            .containsExactly((10L * SECOND - PADDING) * FRAME, (150L * SECOND - PADDING) * FRAME);
        assertThat(windows).extracting(SpeechWindow::endSample)
            .containsExactly((15L * SECOND + PADDING) * FRAME, (152L * SECOND + PADDING) * FRAME);
    }

    @Test
    void soundWithoutSpeechHasNoWindow() {
        float[] script = new float[100 * SECOND];
        assertThat(windows(sound(new Random(1), script.length * FRAME), script, SpeechWindowOptions.DEFAULT)).isEmpty();
        assertThat(windows(new float[0], new float[0], SpeechWindowOptions.DEFAULT)).isEmpty();
    }

    @Test
    void whatIsNeverCertainlySpeechHasNoWindow() {
        float[] script = new float[20 * SECOND];
        Arrays.fill(script, 100, 200, 0.6f);
        Arrays.fill(script, 400, 402, 0.99f);
        assertThat(windows(sound(new Random(1), script.length * FRAME), script, SpeechWindowOptions.DEFAULT)).isEmpty();
        Arrays.fill(script, 150, 153, 0.8f);
        List<SpeechWindow> windows = windows(sound(new Random(1), script.length * FRAME), script,
                SpeechWindowOptions.DEFAULT);
        assertThat(windows).hasSize(1);
        assertThat(windows.getFirst().speechProbability()).isEqualTo(0.8f);
        assertThat(windows.getFirst().startSample()).isEqualTo((100 - PADDING) * FRAME);
    }

    @Test
    void theCutIsInTheMiddleOfTheLongestSilenceOfTheLastThird() {
        float[] script = new float[60 * SECOND];
        Arrays.fill(script, 0.9f);
        Arrays.fill(script, 300, 330, 0);
        Arrays.fill(script, 700, 710, 0);
        Arrays.fill(script, 850, 854, 0);
        List<SpeechWindow> windows = windows(sound(new Random(1), script.length * FRAME), script,
                SpeechWindowOptions.DEFAULT);
        assertThat(windows.getFirst().endSample()).isEqualTo(705L * FRAME);
        assertThat(windows.get(1).startSample()).isEqualTo(705L * FRAME);
    }

    @Test
    void withoutASilenceTheCutIsAtTheQuietestPlaceOfTheLastThird() {
        float[] script = new float[60 * SECOND];
        Arrays.fill(script, 0.9f);
        float[] sound = sound(new Random(1), script.length * FRAME);
        for (int i = 800 * FRAME; i < 804 * FRAME; i++) {
            sound[i] *= 0.1f;
        }
        List<SpeechWindow> windows = windows(sound, script, SpeechWindowOptions.DEFAULT);
        assertThat(windows.getFirst().endSample()).isEqualTo(802L * FRAME);
    }

    @Test
    void theFirstWindowComesEarlyIfItIsWantedSo() {
        float[] script = new float[60 * SECOND];
        Arrays.fill(script, 0.9f);
        for (int second = 3; second < 60; second += 3) {
            Arrays.fill(script, second * SECOND, second * SECOND + 14, 0);
        }
        float[] sound = sound(new Random(1), script.length * FRAME);
        CountedSource source = new CountedSource(PcmSource.of(new Pcm(sound, RATE)));
        SpeechWindows windows = SpeechWindows.of(source, new ScriptedActivity(script), streaming());
        SpeechWindow first = windows.next(Cancellation.never());
        assertThat(first).isNotNull();
        assertThat(first.samples().length).isBetween(5 * RATE, 7 * RATE);
        // a window, which tells that there is more than one, and no more
        assertThat(source.count).isLessThan(32L * RATE);
        SpeechWindow second = windows.next(Cancellation.never());
        assertThat(second).isNotNull();
        assertThat(second.startSample()).isEqualTo(first.endSample());
        assertThat(second.samples().length).isGreaterThan(20 * RATE);
    }

    @Test
    void aSoundOfOneWindowIsCutNoSoonerWhereWordsAreWantedSoon() {
        for (int seconds : new int[] { 12, 29 }) {
            float[] script = new float[seconds * SECOND];
            Arrays.fill(script, 0.9f);
            for (int second = 3; second < seconds; second += 3) {
                Arrays.fill(script, second * SECOND, second * SECOND + 14, 0);
            }
            float[] sound = sound(new Random(1), script.length * FRAME);
            List<SpeechWindow> windows = windows(sound, script, streaming());
            assertThat(windows).hasSize(1);
            assertThat(windows.getFirst().samples()).isEqualTo(sound);
        }
    }

    @Test
    void aCallersSilenceEndsAWindow() {
        float[] script = new float[20 * SECOND];
        Arrays.fill(script, 0.9f);
        Arrays.fill(script, 100, 120, 0);
        Arrays.fill(script, 300, 340, 0);
        float[] sound = sound(new Random(1), script.length * FRAME);
        assertThat(ends(sound, script, null)).containsExactly(script.length);
        assertThat(ends(sound, script, Duration.ofMillis(500))).containsExactly(109, 309, script.length);
        assertThat(ends(sound, script, Duration.ofSeconds(1))).containsExactly(309, script.length);
        assertThat(ends(sound, script, Duration.ofSeconds(5))).containsExactly(script.length);
    }

    private static List<Integer> ends(float[] sound, float[] script, @Nullable Duration silence) {
        ChunkingOptions asked = new ChunkingOptions(0.5, Duration.ofMillis(300), silence);
        return windows(sound, script, SpeechWindowOptions.of(asked)).stream()
            .map((window) -> Math.toIntExact(window.endSample() / FRAME))
            .toList();
    }

    @Test
    void whatACallerAsksForNeedsNoMoreMemoryThanAWindow() {
        float[] script = new float[200 * SECOND];
        speak(script, 100, 110);
        float[] sound = sound(new Random(1), script.length * FRAME);
        for (Duration length : List.of(Duration.ZERO, Duration.ofHours(1))) {
            SpeechWindowOptions options = SpeechWindowOptions.of(new ChunkingOptions(0.5, length, length));
            List<SpeechWindow> windows = windows(sound, script, options);
            assertThat(windows).isNotEmpty();
            assertThat(windows.getFirst().startSample()).isLessThanOrEqualTo(100L * SECOND * FRAME);
            assertThat(windows.getLast().endSample()).isGreaterThanOrEqualTo(110L * SECOND * FRAME);
        }
    }

    @Test
    void quietSoundIsRaisedForTheDetectorAndNotForTheWindow() {
        float[] script = new float[4 * SECOND];
        speak(script, 1, 3);
        float[] sound = sound(new Random(1), script.length * FRAME);
        for (int i = 0; i < sound.length; i++) {
            sound[i] *= 0.005f;
        }
        float[] loudest = { 0 };
        VoiceActivityStream listener = new VoiceActivityStream() {

            private final ScriptedActivity activity = new ScriptedActivity(script);

            @Override
            public int frameSamples() {
                return FRAME;
            }

            @Override
            public float next(float[] samples, int offset, Cancellation cancellation) {
                for (int i = offset; i < offset + FRAME; i++) {
                    loudest[0] = Math.max(loudest[0], Math.abs(samples[i]));
                }
                return this.activity.next(samples, offset, cancellation);
            }

            @Override
            public void close() {
            }

        };
        SpeechWindow window = SpeechWindows
            .of(PcmSource.of(new Pcm(sound, RATE)), listener, SpeechWindowOptions.DEFAULT)
            .next(Cancellation.never());
        assertThat(loudest[0]).isGreaterThan(0.1f);
        assertThat(window).isNotNull();
        int start = (int) window.startSample();
        assertThat(window.samples()).isEqualTo(Arrays.copyOfRange(sound, start, (int) window.endSample()));
    }

    @Test
    void withoutADetectorEverySampleIsInAWindow() {
        float[] sound = sound(new Random(1), 70 * RATE);
        SpeechWindows windows = SpeechWindows.of(PcmSource.of(new Pcm(sound, RATE)), null, SpeechWindowOptions.DEFAULT);
        long position = 0;
        for (SpeechWindow window : all(windows)) {
            assertThat(window.startSample()).isEqualTo(position);
            position = window.endSample();
        }
        assertThat(position).isEqualTo(sound.length);
        assertThat(windows.total()).isEqualTo(sound.length);
    }

    @Test
    void aCallerWhoGoesAwayEndsTheWork() {
        float[] script = new float[60 * SECOND];
        Cancellation cancellation = new Cancellation();
        SpeechWindows windows = SpeechWindows.of(
                PcmSource.of(new Pcm(sound(new Random(1), script.length * FRAME), RATE)), new ScriptedActivity(script),
                SpeechWindowOptions.DEFAULT);
        cancellation.cancel();
        assertThatThrownBy(() -> windows.next(cancellation)).isInstanceOf(CancellationException.class);
    }

    private static SpeechWindowOptions streaming() {
        return SpeechWindowOptions.DEFAULT.withFirst(Duration.ofSeconds(5));
    }

    private static SpeechWindowOptions everySilence() {
        return SpeechWindowOptions.DEFAULT.withFirst(Duration.ZERO).withPreferred(Duration.ZERO);
    }

    private static void speak(float[] script, int fromSecond, int toSecond) {
        Arrays.fill(script, fromSecond * SECOND, toSecond * SECOND, 0.9f);
    }

    /** Words, pauses, monologues and long silences, for two to five minutes. */
    private static float[] randomScript(Random random) {
        float[] script = new float[(120 + random.nextInt(180)) * SECOND + random.nextInt(SECOND)];
        for (int i = 0; i < script.length;) {
            i += pause(random);
            int speech = Math.min(script.length,
                    i + ((random.nextInt(8) == 0) ? 70 * SECOND : 4 + random.nextInt(200)));
            while (i < speech) {
                script[i++] = 0.8f;
            }
        }
        return script;
    }

    private static int pause(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> 1;
            case 1 -> 3 + random.nextInt(4);
            case 2 -> 10 + random.nextInt(20);
            case 3 -> 2 * SECOND + random.nextInt(2 * SECOND);
            case 4 -> 10 * SECOND;
            default -> 45 * SECOND;
        };
    }

    private static float[] sound(Random random, int length) {
        float[] sound = new float[Math.max(0, length)];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = random.nextFloat() - 0.5f;
        }
        return sound;
    }

    private static List<SpeechWindow> windows(float[] sound, float[] script, SpeechWindowOptions options) {
        SpeechWindows windows = SpeechWindows.of(new CountedSource(PcmSource.of(new Pcm(sound, RATE))),
                new ScriptedActivity(script), options);
        List<SpeechWindow> all = all(windows);
        assertThat(windows.total()).isEqualTo(sound.length);
        return all;
    }

    private static List<SpeechWindow> all(SpeechWindows windows) {
        List<SpeechWindow> all = new ArrayList<>();
        for (SpeechWindow window = windows.next(Cancellation.never()); window != null; window = windows
            .next(Cancellation.never())) {
            all.add(window);
        }
        assertThat(windows.next(Cancellation.never())).isNull();
        return all;
    }

    /** Gives sound in pieces, as a decoder does. */
    private static final class CountedSource implements PcmSource {

        private final PcmSource source;

        private long count;

        CountedSource(PcmSource source) {
            this.source = source;
        }

        @Override
        public int sampleRate() {
            return this.source.sampleRate();
        }

        @Override
        public int read(float[] buffer, int offset, int length) {
            int read = this.source.read(buffer, offset, Math.min(length, 1_537));
            this.count += Math.max(0, read);
            return read;
        }

        @Override
        public void close() {
            this.source.close();
        }

    }

}
