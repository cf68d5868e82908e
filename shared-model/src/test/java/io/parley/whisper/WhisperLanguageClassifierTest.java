package io.parley.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    private static final AudioClassifier classifier = classifier(TestModels.store().root(), Precision.INT8, pool);

    @TempDir
    private Path directory;

    private static AudioClassifier classifier(Path graphs, Precision precision, ModelPool pool) {
        WhisperLoader loader = new WhisperLoader(TestModels.store(), PullListener.none(),
                new WhisperCompiler(new GraphStore(graphs)), precision, 1, DecodingSettings.DEFAULT);
        return new WhisperLanguageClassifiers(List.of(TestModels.whisperBaseEntry()), loader, pool, meters).named(ID);
    }

    @Test
    void fp32ProbabilitiesAreThoseOfFasterWhisper() throws IOException {
        try (ModelPool own = new ModelPool(runtime,
                new PoolSettings(2L << 30, 1, 1, Duration.ZERO, Duration.ofSeconds(5)), meters)) {
            AudioClassifier fp32 = classifier(this.directory, Precision.FP32, own);
            for (Golden.Clip golden : golden().clips()) {
                List<LabelScore> scores = classify(fp32, clips.clip(golden.clip())).scores();
                assertThat(scores).hasSize(golden.probabilities().size());
                for (LabelScore score : scores) {
                    assertThat(score.score()).as("%s %s", golden.clip(), score.label())
                        .isCloseTo(golden.probabilities().get(score.label()), within(2e-3));
                }
            }
        }
    }

    @Test
    void likelihoodsSumToOneAndSpeechIsInItsLanguage() throws IOException {
        for (Golden.Spoken clip : golden().spoken().subList(0, 8)) {
            List<LabelScore> scores = classify(clips.clip(clip.clip())).scores();
            assertThat(best(scores)).as(clip.clip()).isEqualTo(clip.language());
            assertThat(sum(scores)).isCloseTo(1, within(1e-9));
        }
    }

    /** One clip is Latin to the checkpoint, in the reference as here. */
    @Test
    @Tag("long")
    void everyClipThatSaysItsLanguageIsInItWhereTheReferenceHearsSo() throws IOException {
        List<Golden.Spoken> spoken = golden().spoken();
        List<String> wrong = new ArrayList<>();
        for (Golden.Spoken clip : spoken) {
            String heard = best(classify(clips.clip(clip.clip())).scores());
            if (!heard.equals(clip.language()) && clip.heard().equals(clip.language())) {
                wrong.add("%s: %s, not %s".formatted(clip.clip(), heard, clip.language()));
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(spoken).hasSizeGreaterThan(80)
            .filteredOn((clip) -> !clip.heard().equals(clip.language()))
            .hasSizeLessThanOrEqualTo(1);
    }

    private static Golden golden() throws IOException {
        try (InputStream in = Objects
            .requireNonNull(WhisperLanguageClassifierTest.class.getResourceAsStream("language-golden.json"))) {
            return new JsonMapper().readValue(in, Golden.class);
        }
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
        return classify(classifier, sound);
    }

    private static Classification classify(AudioClassifier with, Pcm sound) {
        return with.classify(PcmSource.of(sound), ClassificationOptions.DEFAULT, ClassifiedSegmentSink.none(),
                Cancellation.never());
    }

    private static String best(List<LabelScore> scores) {
        return scores.stream().max(Comparator.comparingDouble(LabelScore::score)).orElseThrow().label();
    }

    private static double sum(List<LabelScore> scores) {
        return scores.stream().mapToDouble(LabelScore::score).sum();
    }

    private record Golden(List<Clip> clips, List<Spoken> spoken) {

        private record Clip(String clip, Map<String, Double> probabilities) {
        }

        private record Spoken(String clip, String language, String heard) {
        }

    }

}
