package io.parley.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.parley.audio.Pcm;
import io.parley.catalog.PullListener;
import io.parley.compile.GraphStore;
import io.parley.compile.Precision;
import io.parley.compile.whisper.WhisperCompiler;
import io.parley.concurrent.Cancellation;
import io.parley.pool.InferenceRuntime;
import io.parley.speech.TranscriptionOptions.Task;
import io.parley.testing.SpeechClips;
import io.parley.testing.TestModels;
import io.parley.whisper.alignment.AlignedSegment;
import io.parley.whisper.alignment.AlignedWord;
import io.parley.whisper.alignment.AlignmentRequest;
import io.parley.whisper.decoding.DecoderState;
import io.parley.whisper.decoding.DecodingSettings;

/** Word times of the real model on real speech, on the same tokens as a peer's. */
class WordAlignerTest {

    private static final int SAMPLES_A_FRAME = 320;

    private static SpeechClips clips;

    private final WordTimesGolden golden = WordTimesGolden.load();

    @BeforeAll
    static void start() {
        clips = new SpeechClips();
    }

    @AfterAll
    static void stop() {
        clips.close();
    }

    // measured: median 0, 95 of 100 within 20 ms, in both precisions
    @ParameterizedTest
    @CsvSource({ "FP32, 0.02, 0.98", "INT8, 0.02, 0.98" })
    void wordsLieWhereThePeerPutsThem(Precision precision, double median, double within100Ms, @TempDir Path store) {
        assertThat(this.golden.clips()).hasSizeGreaterThanOrEqualTo(10);
        List<Double> differences = new ArrayList<>();
        WhisperLoader loader = new WhisperLoader(TestModels.store(), PullListener.none(),
                new WhisperCompiler(new GraphStore(store)), precision, 1, DecodingSettings.DEFAULT);
        InferenceRuntime runtime = new InferenceRuntime(2);
        try (WhisperModel model = loader.spec(TestModels.whisperBaseEntry()).loader().apply(runtime)) {
            long before = model.residentBytes();
            for (WordTimesGolden.Clip clip : this.golden.clips()) {
                Pcm sound = clips.clip(clip.file());
                List<AlignedSegment> aligned = align(model, sound, clip);
                assertInOrder(aligned, sound);
                differences.addAll(differences(clip, aligned));
            }
            assertThat(model.residentBytes()).isGreaterThan(before);
        }
        assertThat(runtime.liveTensors()).isZero();
        double[] sorted = differences.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        assertThat(sorted[sorted.length / 2]).isLessThanOrEqualTo(median);
        assertThat((double) Arrays.stream(sorted).filter((d) -> d <= 0.1).count() / sorted.length)
            .isGreaterThanOrEqualTo(within100Ms);
    }

    private static List<AlignedSegment> align(WhisperModel model, Pcm sound, WordTimesGolden.Clip clip) {
        DecoderState state = model.borrowState();
        try {
            float[] samples = sound.samples();
            state.encode(model.decoding().spectrogram().compute(samples, 0, samples.length, 3_000), 3_000,
                    Cancellation.never());
            AlignmentRequest request = new AlignmentRequest(model.vocabulary().startWithoutTimes("en", Task.TRANSCRIBE),
                    model.vocabulary().endOfText(), "en",
                    clip.segments().stream().map(WordTimesGolden.Segment::timedTokens).toList(),
                    samples.length / SAMPLES_A_FRAME, 0);
            return model.aligner().align(request, state::cross, Cancellation.never());
        }
        finally {
            model.giveBack(state);
        }
    }

    private static List<Double> differences(WordTimesGolden.Clip clip, List<AlignedSegment> aligned) {
        List<Double> differences = new ArrayList<>();
        for (int i = 0; i < aligned.size(); i++) {
            List<AlignedWord> words = aligned.get(i).words();
            List<WordTimesGolden.Word> expected = clip.segments().get(i).words();
            assertThat(words).extracting(AlignedWord::text)
                .as(clip.file())
                .isEqualTo(expected.stream().map(WordTimesGolden.Word::text).toList());
            for (int w = 0; w < words.size(); w++) {
                differences.add(Math.abs(words.get(w).start() - expected.get(w).start()));
                differences.add(Math.abs(words.get(w).end() - expected.get(w).end()));
            }
        }
        return differences;
    }

    private static void assertInOrder(List<AlignedSegment> segments, Pcm sound) {
        double[] times = segments.stream()
            .flatMapToDouble((segment) -> DoubleStream.concat(DoubleStream.of(segment.start()), DoubleStream.concat(
                    segment.words().stream().flatMapToDouble((word) -> DoubleStream.of(word.start(), word.end())),
                    DoubleStream.of(segment.end()))))
            .toArray();
        assertThat(times).isSorted();
        assertThat(times[0]).isNotNegative();
        assertThat(times[times.length - 1]).isLessThanOrEqualTo(sound.samples().length / 16_000.0);
    }

}
