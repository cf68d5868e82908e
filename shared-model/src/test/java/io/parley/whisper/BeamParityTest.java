package io.parley.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import io.parley.catalog.PullListener;
import io.parley.compile.GraphStore;
import io.parley.compile.Precision;
import io.parley.compile.whisper.WhisperCompiler;
import io.parley.concurrent.Cancellation;
import io.parley.pool.InferenceRuntime;
import io.parley.speech.TranscriptionOptions.Task;
import io.parley.testing.TestModels;
import io.parley.whisper.decoding.DecodedWindow;
import io.parley.whisper.decoding.DecoderState;
import io.parley.whisper.decoding.DecodingSettings;
import io.parley.whisper.decoding.WindowDecoder;
import io.parley.whisper.decoding.WindowRequest;

/**
 * Beam search on real clips against CTranslate2 in float32 on the same weights;
 * bench/reference/whisper_beam_golden.py says what it did.
 */
class BeamParityTest {

    @TempDir
    private Path directory;

    @Test
    void fp32FindsTheReferencesTextsTimesAndProbabilities() throws IOException {
        Golden golden = Golden.load();
        assertThat(golden.clips()).hasSizeGreaterThanOrEqualTo(10);
        WhisperLoader loader = new WhisperLoader(TestModels.store(), PullListener.none(),
                new WhisperCompiler(new GraphStore(this.directory)), Precision.FP32, 1,
                DecodingSettings.DEFAULT.withShortWindow(false));
        int found = 0;
        List<String> others = new ArrayList<>();
        try (InferenceRuntime runtime = new InferenceRuntime(Runtime.getRuntime().availableProcessors());
                WhisperModel model = loader.spec(TestModels.whisperBaseEntry()).loader().apply(runtime);
                DecoderState state = model.borrowState();
                SharedClips clips = new SharedClips()) {
            WindowDecoder decoder = new WindowDecoder(model.decoding(), state);
            for (Clip clip : golden.clips()) {
                float[] samples = clips.samples("audio/" + clip.file());
                for (boolean timed : new boolean[] { false, true }) {
                    Expected expected = timed ? clip.timed() : clip.plain();
                    DecodedWindow window = decoder.decode(samples, 0, samples.length,
                            new WindowRequest("en", Task.TRANSCRIBE, List.of(), timed, 0), Cancellation.never());
                    assertThat(window.noSpeechProbability()).as(clip.file())
                        .isCloseTo(expected.noSpeechProbability(), within(1e-4));
                    if (Arrays.equals(window.tokens(), expected.tokens())) {
                        found++;
                        assertThat(window.averageLogProbability()).as(clip.file())
                            .isCloseTo(expected.averageLogProbability(), within(1e-3));
                    }
                    else {
                        others.add(clip.file() + ": " + window.averageLogProbability() + " instead of "
                                + expected.averageLogProbability());
                    }
                }
            }
        }
        // searches may end at different times: what is found instead is hardly less
        // likely
        assertThat(found).as(others.toString()).isGreaterThanOrEqualTo(2 * golden.clips().size() - 2);
    }

    record Golden(String reference, List<Clip> clips) {

        static Golden load() throws IOException {
            try (InputStream in = BeamParityTest.class.getResourceAsStream("whisper-beam-golden.json")) {
                return JsonMapper.shared().readValue(in, Golden.class);
            }
        }

    }

    record Clip(String file, Expected plain, Expected timed) {
    }

    record Expected(int[] tokens, double averageLogProbability, double noSpeechProbability) {
    }

}
