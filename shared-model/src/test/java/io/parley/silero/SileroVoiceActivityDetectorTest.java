package io.parley.silero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;
import io.parley.speech.SpeechSpan;
import io.parley.speech.VoiceActivityOptions;
import io.parley.speech.VoiceActivityStream;

/** The real model on real speech, beside the reference. */
class SileroVoiceActivityDetectorTest {

    private static final int FRAME = 512;

    private static TestSilero silero;

    @BeforeAll
    static void start() {
        silero = new TestSilero();
    }

    @AfterAll
    static void stop() {
        silero.close();
    }

    static Stream<SileroGolden.Clip> clips() {
        return SileroGolden.read().clips().stream();
    }

    @ParameterizedTest
    @MethodSource("clips")
    void aFrameIsAsLikelySpeechAsToTheReferenceHoweverManyAreHeardAtATime(SileroGolden.Clip clip) {
        float[] sound = silero.sound("audio/" + clip.clip());
        int frames = clip.probabilities().size();
        float[] padded = Arrays.copyOf(sound, frames * FRAME);
        for (int step : new int[] { 1, 7, 32, 100 }) {
            float[] heard = new float[frames];
            try (VoiceActivityStream stream = silero.detector.open(Cancellation.never())) {
                for (int i = 0; i < frames; i += step) {
                    int count = Math.min(step, frames - i);
                    float[] some = new float[count];
                    stream.next(padded, i * FRAME, count, some, Cancellation.never());
                    System.arraycopy(some, 0, heard, i, count);
                }
            }
            for (int i = 0; i < frames; i++) {
                assertThat((double) heard[i]).as("frame %d, %d at a time", i, step)
                    .isCloseTo((double) clip.probabilities().get(i), within(1e-4));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("clips")
    void spansAreThoseOfTheReference(SileroGolden.Clip clip) {
        float[] sound = silero.sound("audio/" + clip.clip());
        assertThat(clip.timestamps()).allSatisfy((timestamps) -> {
            List<List<Long>> spans = detect(sound, timestamps.options()).stream()
                .map((span) -> List.of(samples(span.start()), samples(span.end())))
                .toList();
            assertThat(spans).isEqualTo(timestamps.spans());
        });
    }

    private static long samples(Duration time) {
        return time.toNanos() * 16 / 1_000_000;
    }

    private static List<SpeechSpan> detect(float[] sound, VoiceActivityOptions options) {
        List<SpeechSpan> spans = new ArrayList<>();
        silero.detector.detect(TestSilero.source(sound), options, spans::add, Cancellation.never());
        return spans;
    }

    @Test
    void silenceAndNoiseAreNoSpeech() {
        float[] noise = noise(30 * TestSilero.RATE);
        assertThat(detect(noise, VoiceActivityOptions.DEFAULT)).isEmpty();
        assertThat(detect(new float[noise.length], VoiceActivityOptions.DEFAULT)).isEmpty();
        assertThat(detect(new float[0], VoiceActivityOptions.DEFAULT)).isEmpty();
    }

    private static float[] noise(int length) {
        float[] noise = new float[length];
        Random random = new Random(1);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) (0.1 * random.nextGaussian());
        }
        return noise;
    }

    @Test
    void aSpanIsToldWhileTheSoundGoesOn() {
        float[] jfk = silero.sound("audio/formats/jfk.flac");
        float[] andSilence = Arrays.copyOf(jfk, 3 * jfk.length);
        CountingSource source = new CountingSource(TestSilero.source(andSilence));
        List<Long> readWhenTold = new ArrayList<>();
        silero.detector.detect(source, VoiceActivityOptions.DEFAULT, (_) -> readWhenTold.add(source.count),
                Cancellation.never());
        assertThat(readWhenTold).hasSizeGreaterThan(2);
        assertThat(readWhenTold.getFirst()).isLessThan(5L * TestSilero.RATE);
        assertThat(readWhenTold.getLast()).isLessThan(jfk.length + 3L * TestSilero.RATE);
    }

    @Test
    void soundsHeardSideBySideDoNotDisturbEachOther() {
        float[] jfk = silero.sound("audio/formats/jfk.flac");
        float[] noise = noise(jfk.length);
        float[] alone = hear(jfk, () -> {
        });
        try (VoiceActivityStream other = silero.detector.open(Cancellation.never())) {
            int[] at = { 0 };
            float[] beside = hear(jfk, () -> {
                other.next(noise, at[0]++ * FRAME, Cancellation.never());
            });
            assertThat(beside).isEqualTo(alone);
        }
    }

    private static float[] hear(float[] sound, Runnable between) {
        float[] heard = new float[sound.length / FRAME];
        try (VoiceActivityStream stream = silero.detector.open(Cancellation.never())) {
            for (int i = 0; i < heard.length; i++) {
                heard[i] = stream.next(sound, i * FRAME, Cancellation.never());
                between.run();
            }
        }
        return heard;
    }

    @Test
    void manyListenAtATimeAndLeaveNothingBehind() {
        List<VoiceActivityStream> streams = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            streams.add(silero.detector.open(Cancellation.never()));
        }
        streams.forEach((stream) -> stream.next(new float[FRAME], 0, Cancellation.never()));
        assertThat(silero.pool.evict("silero-vad")).isFalse();
        streams.forEach(VoiceActivityStream::close);
        streams.forEach(VoiceActivityStream::close);
        assertThat(silero.runtime.liveTensors()).isZero();
        assertThat(silero.pool.evict("silero-vad")).isTrue();
    }

    @Test
    void aCallerWhoGoesAwayEndsTheWork() {
        Cancellation cancellation = new Cancellation();
        PcmSource endless = new CountingSource(TestSilero.source(new float[0])) {

            @Override
            public int read(float[] buffer, int offset, int length) {
                this.count += length;
                if (this.count > 10 * TestSilero.RATE) {
                    cancellation.cancel();
                }
                return length;
            }

        };
        assertThatThrownBy(() -> silero.detector.detect(endless, VoiceActivityOptions.DEFAULT, (_) -> {
        }, cancellation)).isInstanceOf(CancellationException.class);
        assertThat(silero.runtime.liveTensors()).isZero();
    }

    @Test
    void operatorsSeeWhatListeningCosts() {
        detect(silero.sound("audio/formats/jfk.flac"), VoiceActivityOptions.DEFAULT);
        assertThat(silero.meters.get("parley.voice.activity.run").timer().count()).isPositive();
        assertThat(silero.meters.get("parley.voice.activity.real.time.factor").summary().mean()).isBetween(0.0, 1.0);
    }

    private static class CountingSource implements PcmSource {

        private final PcmSource source;

        long count;

        CountingSource(PcmSource source) {
            this.source = source;
        }

        @Override
        public int sampleRate() {
            return this.source.sampleRate();
        }

        @Override
        public int read(float[] buffer, int offset, int length) {
            int read = this.source.read(buffer, offset, length);
            this.count += Math.max(0, read);
            return read;
        }

        @Override
        public void close() {
            this.source.close();
        }

    }

}
