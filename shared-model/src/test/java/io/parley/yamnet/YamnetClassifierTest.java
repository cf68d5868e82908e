package io.parley.yamnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import io.parley.audio.AudioException;
import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;
import io.parley.speech.AudioClassifier;
import io.parley.speech.Classification;
import io.parley.speech.ClassificationOptions;
import io.parley.speech.ClassifiedSegment;
import io.parley.speech.ClassifiedSegmentSink;
import io.parley.speech.LabelScore;
import io.parley.speech.SpeechException;
import io.parley.testing.SharedData;
import io.parley.testing.SpeechClips;

/** Goldens are made by bench/reference/yamnet_golden.py. */
class YamnetClassifierTest {

    private static final int RATE = TestYamnet.RATE;

    private static final List<String> SPEECH = List.of("Speech", "Child speech, kid speaking", "Conversation",
            "Narration, monologue", "Male speech, man speaking", "Female speech, woman speaking");

    @AutoClose
    private static final SpeechClips clips = new SpeechClips();

    @AutoClose
    private static final TestYamnet yamnet = new TestYamnet();

    @Test
    void hearsWhatPlainPythonHearsOnTheSameWeightsAndMostClipsRight() {
        AudioClassifier published = yamnet
            .classifier(new YamnetSettings(Double.NEGATIVE_INFINITY, Duration.ofMillis(480)));
        List<YamnetGolden.Clip> all = YamnetGolden.read().clips();
        Hits ours = new Hits();
        Hits oursSounding = new Hits();
        Hits sounds = new Hits();
        Hits python = new Hits();
        Hits pythonSounding = new Hits();
        for (YamnetGolden.Clip golden : all) {
            Pcm sound = clips.clip(golden.clip());
            ours.add(top(published, sound), golden.label());
            List<Integer> best = top(yamnet.classifier, sound);
            oursSounding.add(best, golden.label());
            if (!golden.label().equals("Speech")) {
                sounds.add(best, golden.label());
            }
            python.add(golden.published(), golden.label());
            pythonSounding.add(golden.sounding(), golden.label());
        }
        System.out.printf("as published: %s, in Python %s; as here: %s, in Python %s; sounds alone: %s%n", ours, python,
                oursSounding, pythonSounding, sounds);
        assertThat(all).hasSizeGreaterThan(200);
        ours.assertSameWithinOneClip(python);
        oursSounding.assertSameWithinOneClip(pythonSounding);
        assertThat(sounds.all).isEqualTo(198);
        assertThat((double) sounds.five / sounds.all).isGreaterThanOrEqualTo(0.81);
    }

    /** How often the right class is the best one, or among the best five. */
    private static final class Hits {

        private final Map<String, List<String>> meant = meant();

        private int all;

        private int first;

        private int five;

        void add(List<Integer> best, String label) {
            List<String> right = this.meant.get(label);
            this.all++;
            this.first += right.contains(yamnet.labels.get(best.getFirst())) ? 1 : 0;
            this.five += best.stream().map(yamnet.labels::get).anyMatch(right::contains) ? 1 : 0;
        }

        void assertSameWithinOneClip(Hits other) {
            assertThat(this.first).isCloseTo(other.first, within(1));
            assertThat(this.five).isCloseTo(other.five, within(1));
        }

        @Override
        public String toString() {
            return "best %d, of five %d of %d".formatted(this.first, this.five, this.all);
        }

    }

    private static List<Integer> top(AudioClassifier classifier, Pcm sound) {
        return classifier
            .classify(PcmSource.of(sound), ClassificationOptions.DEFAULT, ClassifiedSegmentSink.none(),
                    Cancellation.never())
            .scores()
            .stream()
            .sorted(Comparator.comparingDouble(LabelScore::score).reversed())
            .limit(5)
            .map(LabelScore::index)
            .toList();
    }

    /** Which of AudioSet's names each folder of clips stands for. */
    @SuppressWarnings("unchecked")
    private static Map<String, List<String>> meant() {
        Map<String, List<String>> map = new HashMap<>(
                new JsonMapper().readValue(SharedData.path("bench/peers/esc10_map.json").toFile(), Map.class));
        map.put("Speech", SPEECH);
        return map;
    }

    @Test
    void scoresAreThoseOfPlainPython() {
        YamnetGolden.Clip golden = YamnetGolden.read().clips().getFirst();

        List<LabelScore> scores = yamnet.classify(clips.clip(golden.clip()).samples()).scores();

        assertThat(scores).hasSize(521);
        assertThat(scores.get(golden.sounding().getFirst()).score()).isCloseTo(golden.score(), within(0.02));
        assertThat(scores.get(0)).extracting(LabelScore::index, LabelScore::label).containsExactly(0, "Speech");
        assertThat(scores.get(520).label()).isEqualTo("Field recording");
    }

    @ParameterizedTest
    @ValueSource(doubles = { 41.3, 60, 77.77 })
    void aSpokenPassageInALongSoundIsFoundInItsPlace(double second) {
        float[] passage = clips.clip("speech/librispeech/1688-142285-0000.flac").samples();
        float[] rain = clips.clip("sound/esc10/rain/1-17367-A.flac").samples();
        float[] sound = new float[120 * RATE];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = 0.3f * rain[i % rain.length];
        }
        int start = (int) (second * RATE);
        System.arraycopy(passage, 0, sound, start, passage.length);
        List<ClassifiedSegment> segments = new ArrayList<>();
        yamnet.classify(sound, ClassificationOptions.DEFAULT.withWindow(Duration.ofMillis(500)), segments::add);

        List<ClassifiedSegment> spoken = segments.stream()
            .filter((segment) -> segment.scores().getFirst().score() >= 0.5)
            .toList();
        double end = second + (double) passage.length / RATE;
        assertThat(seconds(spoken.getFirst().start())).isCloseTo(second, within(0.5));
        assertThat(seconds(spoken.getLast().end())).isCloseTo(end, within(0.5));
        assertThat(spoken.size() * 0.5).as("seconds of speech").isGreaterThan(0.7 * (end - second));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    @ParameterizedTest
    @ValueSource(doubles = { 0.03, 0.5, 0.96, 1.2, 2.0, 5.0, 10.01 })
    void segmentsCoverTheSoundWithoutGaps(double length) {
        float[] sound = noise((int) Math.round(length * RATE));
        List<ClassifiedSegment> segments = new ArrayList<>();
        yamnet.classify(sound, ClassificationOptions.DEFAULT.withWindow(Duration.ofSeconds(1)), segments::add);

        assertThat(segments).hasSize((int) Math.ceil(length));
        for (int i = 0; i < segments.size(); i++) {
            assertThat(segments.get(i).start()).isEqualTo(Duration.ofSeconds(i));
            assertThat(seconds(segments.get(i).end())).isCloseTo(Math.min(length, i + 1), within(1e-4));
            assertThat(segments.get(i).scores()).hasSize(521);
        }
    }

    @Test
    void silenceAroundASoundDoesNotChangeWhatItIs() {
        float[] bark = clips.clip("sound/esc10/dog_bark/1-100032-A.flac").samples();
        float[] framed = new float[30 * RATE];
        System.arraycopy(bark, 0, framed, 15_360, bark.length);

        List<LabelScore> alone = yamnet.classify(bark).scores();
        List<LabelScore> within = yamnet.classify(framed).scores();

        int dog = yamnet.labels.indexOf("Dog");
        assertThat(within.get(dog).score()).isGreaterThan(0.5 * alone.get(dog).score());
        assertThat(best(within)).isNotEqualTo("Silence");
        assertThat(best(yamnet.classify(new float[3 * RATE]).scores())).isEqualTo("Silence");
    }

    private static String best(List<LabelScore> scores) {
        return scores.stream().max(Comparator.comparingDouble(LabelScore::score)).orElseThrow().label();
    }

    @Test
    void whatCannotBeMetIsSaid() {
        assertThatThrownBy(() -> yamnet.classifier.check(ClassificationOptions.DEFAULT.withLabels(List.of("dog"))))
            .isInstanceOfSatisfying(SpeechException.Unsupported.class,
                    (ex) -> assertThat(ex.field()).isEqualTo("labels"))
            .hasMessageContaining("yamnet");
        assertThatThrownBy(() -> yamnet.classify(new float[0])).isInstanceOf(AudioException.TooShort.class);
        assertThatThrownBy(() -> yamnet.classify(new float[399])).isInstanceOf(AudioException.TooShort.class);
        assertThat(yamnet.classify(new float[400]).scores()).hasSize(521);
    }

    @Test
    void anHourTakesNoMoreMemoryThanAMinute() {
        Runtime runtime = Runtime.getRuntime();
        yamnet.classify(noise(RATE));
        int tensors = yamnet.runtime.liveTensors();
        long[] used = new long[2];
        Hour hour = new Hour((second) -> {
            if (second == 60 || second == 3_599) {
                System.gc();
                used[(second == 60) ? 0 : 1] = runtime.totalMemory() - runtime.freeMemory();
            }
        });
        int[] told = new int[1];
        yamnet.classifier.classify(hour, ClassificationOptions.DEFAULT.withWindow(Duration.ofSeconds(1)),
                (segment) -> told[0]++, Cancellation.never());

        assertThat(told[0]).isEqualTo(3_600);
        assertThat(used[1] - used[0]).isLessThan(4 << 20);
        assertThat(yamnet.runtime.liveTensors()).isEqualTo(tensors);
    }

    @Test
    void aCallerWhoGoesStopsTheWork() {
        Cancellation cancellation = new Cancellation();
        Hour hour = new Hour((second) -> {
            if (second == 5) {
                cancellation.cancel();
            }
            assertThat(second).as("read on after the caller had gone").isLessThan(10);
        });

        assertThatThrownBy(() -> yamnet.classifier.classify(hour, ClassificationOptions.DEFAULT,
                ClassifiedSegmentSink.none(), cancellation))
            .isInstanceOf(CancellationException.class);
        assertThat(yamnet.classify(noise(RATE)).duration()).isEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, -10, 5, 245, 970 })
    void aStepThatPatchesCannotHaveIsRefused(int milliseconds) {
        assertThatThrownBy(() -> new YamnetSettings(-70, Duration.ofMillis(milliseconds)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("10 ms");
    }

    @ParameterizedTest
    @ValueSource(ints = { 10, 480, 960 })
    void everyOtherStepHearsTheWholeSound(int milliseconds) {
        AudioClassifier classifier = yamnet.classifier(new YamnetSettings(-70, Duration.ofMillis(milliseconds)));
        List<ClassifiedSegment> segments = new ArrayList<>();

        Classification whole = classifier.classify(PcmSource.of(new Pcm(noise(3 * RATE), RATE)),
                ClassificationOptions.DEFAULT.withWindow(Duration.ofMillis(500)), segments::add, Cancellation.never());

        assertThat(whole.duration()).isEqualTo(Duration.ofSeconds(3));
        assertThat(segments).hasSize(6);
    }

    @Test
    void operatorsSeeWhatItTook() {
        yamnet.classify(noise(RATE));

        assertThat(yamnet.meters.get("parley.classification.run").tag("model", "yamnet").timer().count()).isPositive();
        assertThat(yamnet.meters.get("parley.classification.real.time.factor").summary().max()).isPositive();
    }

    private static float[] noise(int length) {
        Random random = new Random(1);
        float[] samples = new float[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (float) (0.1 * random.nextGaussian());
        }
        return samples;
    }

    /** An hour of noise, a second at a time. */
    private static final class Hour implements PcmSource {

        private final float[] second = noise(RATE);

        private final IntConsumer onRead;

        private int position;

        private int seconds;

        Hour(IntConsumer onRead) {
            this.onRead = onRead;
        }

        @Override
        public int sampleRate() {
            return RATE;
        }

        @Override
        public int read(float[] buffer, int offset, int length) {
            if (this.position == RATE) {
                this.position = 0;
                this.seconds++;
                this.onRead.accept(this.seconds);
            }
            if (this.seconds == 3_600) {
                return -1;
            }
            int count = Math.min(length, RATE - this.position);
            System.arraycopy(this.second, this.position, buffer, offset, count);
            this.position += count;
            return count;
        }

        @Override
        public void close() {
            Arrays.fill(this.second, 0);
        }

    }

}
