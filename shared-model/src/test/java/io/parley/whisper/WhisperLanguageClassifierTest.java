package io.parley.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import io.parley.audio.AudioException;
import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.catalog.PullListener;
import io.parley.compile.GraphStore;
import io.parley.compile.Precision;
import io.parley.compile.whisper.WhisperCompiler;
import io.parley.concurrent.Cancellation;
import io.parley.pool.InferenceRuntime;
import io.parley.pool.ModelPool;
import io.parley.pool.PoolSettings;
import io.parley.speech.AudioClassifier;
import io.parley.speech.Classification;
import io.parley.speech.ClassificationOptions;
import io.parley.speech.ClassifiedSegment;
import io.parley.speech.ClassifiedSegmentSink;
import io.parley.speech.LabelScore;
import io.parley.speech.LabelSet;
import io.parley.speech.SpeechException;
import io.parley.testing.SharedData;
import io.parley.testing.SpeechClips;
import io.parley.testing.TestModels;
import io.parley.whisper.decoding.DecodingSettings;

/** Goldens are made by bench/reference/whisper_language_golden.py. */
class WhisperLanguageClassifierTest {

    private static final String ID = "whisper-base-language";

    @AutoClose
    private static final SpeechClips clips = new SpeechClips();

    @AutoClose
    private static final InferenceRuntime runtime = new InferenceRuntime(2);

    private static final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @AutoClose
    private static final ModelPool pool = new ModelPool(runtime,
            new PoolSettings(2L << 30, 1, 1, Duration.ZERO, Duration.ofSeconds(5)), meters);

    private static final AudioClassifier classifier = new WhisperLanguageClassifiers(
            List.of(TestModels.whisperBaseEntry()),
            new WhisperLoader(TestModels.store(), PullListener.none(),
                    new WhisperCompiler(new GraphStore(TestModels.store().root())), Precision.INT8, 1,
                    DecodingSettings.DEFAULT),
            pool, meters)
        .named(ID);

    @Test
    void probabilitiesAreThoseOfFasterWhisper() throws IOException {
        for (Golden.Clip golden : golden().clips()) {
            List<LabelScore> scores = classify(clips.clip(golden.clip())).scores();
            assertThat(scores).hasSize(golden.probabilities().size());
            for (LabelScore score : scores) {
                // the golden's weights are not in 8 bits
                assertThat(score.score()).as("%s %s", golden.clip(), score.label())
                    .isCloseTo(golden.probabilities().get(score.label()), within(0.1));
            }
            assertThat(sum(scores)).isCloseTo(1, within(1e-9));
            assertThat(best(scores)).isEqualTo("en");
        }
    }

    private static Golden golden() throws IOException {
        try (InputStream in = Objects
            .requireNonNull(WhisperLanguageClassifierTest.class.getResourceAsStream("language-golden.json"))) {
            return new JsonMapper().readValue(in, Golden.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "speech/misc/jfk.flac", "speech/misc/goforward.flac", "speech/misc/arctic_a0024.flac" })
    void shortEnglishSpeechIsEnglish(String clip) {
        assertThat(best(classify(clips.clip(clip)).scores())).isEqualTo("en");
    }

    @Test
    @Tag("long")
    void everyClipThatSaysItsLanguageIsInIt() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (SpokenClip clip : SpokenClip.all()) {
            String heard = best(classify(clips.clip(clip.file())).scores());
            if (!heard.equals(clip.language())) {
                wrong.add("%s: %s, not %s".formatted(clip.file(), heard, clip.language()));
            }
        }
        assertThat(SpokenClip.all()).hasSizeGreaterThan(80);
        assertThat(wrong).isEmpty();
    }

    @Test
    void silenceInALongSoundHardlyCountsAndSegmentsAreTold() {
        float[] speech = clips.clip("speech/librispeech/1688-142285-0000.flac").samples();
        float[] sound = new float[75 * 16_000];
        System.arraycopy(speech, 0, sound, 0, speech.length);
        List<ClassifiedSegment> segments = new ArrayList<>();
        Classification whole = classifier.classify(PcmSource.of(new Pcm(sound, 16_000)),
                ClassificationOptions.DEFAULT.withWindow(Duration.ofSeconds(40)), segments::add, Cancellation.never());

        assertThat(segments).extracting(ClassifiedSegment::start)
            .containsExactly(Duration.ZERO, Duration.ofSeconds(40));
        assertThat(segments.getLast().end()).isEqualTo(Duration.ofSeconds(75)).isEqualTo(whole.duration());
        assertThat(best(segments.getFirst().scores())).isEqualTo("en");
        assertThat(best(whole.scores())).isEqualTo("en");
        assertThat(sum(whole.scores())).isCloseTo(1, within(1e-9));
        assertThat(segments).allSatisfy((segment) -> assertThat(sum(segment.scores())).isCloseTo(1, within(1e-9)));
    }

    @Test
    void whatCannotBeMetIsSaid() {
        assertThatThrownBy(() -> classifier.check(ClassificationOptions.DEFAULT.withLabels(List.of("German"))))
            .isInstanceOf(SpeechException.Unsupported.class)
            .hasMessageContaining(ID);
        assertThatThrownBy(() -> classify(new Pcm(new float[1_000], 16_000)))
            .isInstanceOf(AudioException.TooShort.class);
    }

    @Test
    void theCheckpointIsTheOneThatTranscribes() {
        assertThat(((LabelSet.Fixed) classifier.labels(Cancellation.never())).labels()).hasSize(99)
            .startsWith("en", "zh", "de");
        assertThat(pool.loaded()).containsExactly("whisper-base");
    }

    private static Classification classify(Pcm sound) {
        return classifier.classify(PcmSource.of(sound), ClassificationOptions.DEFAULT, ClassifiedSegmentSink.none(),
                Cancellation.never());
    }

    private static String best(List<LabelScore> scores) {
        return scores.stream().max(Comparator.comparingDouble(LabelScore::score)).orElseThrow().label();
    }

    private static double sum(List<LabelScore> scores) {
        return scores.stream().mapToDouble(LabelScore::score).sum();
    }

    private record Golden(List<Clip> clips) {

        private record Clip(String clip, Map<String, Double> probabilities) {
        }

    }

    /** A clip of speech and the language that the manifest says it is in. */
    private record SpokenClip(String file, String language) {

        /** File, kind, transcript (quoted if it has commas), label, speaker, language. */
        private static final Pattern LINE = Pattern
            .compile("(speech/[^,]+),speech,(?:\"(?:[^\"]|\"\")*\"|[^,]*),[^,]*,[^,]*,([a-z]+),.*");

        static List<SpokenClip> all() throws IOException {
            return Files.readAllLines(SharedData.path("audio/manifest.csv"))
                .stream()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map((line) -> new SpokenClip(line.group(1), line.group(2)))
                .toList();
        }

    }

}
