package io.parley.compile.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.parley.compile.Precision;
import io.parley.testing.TestModels;
import io.parley.weights.CTranslate2Checkpoint;
import io.parley.weights.Checkpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whisper base on real clips against CTranslate2 in float32 on the same weights. */
class WhisperParityTest {

    // measured: below 0.0003, with logits of about 10 to 60
    private static final double TOLERANCE = 0.002;

    @TempDir
    Path directory;

    private static GoldenFeatures features;

    private final Path model = TestModels.whisperBase();

    private final WhisperGolden golden = WhisperGolden.load();

    @BeforeAll
    static void startDecoder(@TempDir Path natives) {
        features = new GoldenFeatures(natives);
    }

    @AfterAll
    static void stopDecoder() {
        features.close();
    }

    @Test
    void fp32GivesTheReferencesTextAndLogits() throws Exception {
        assertThat(this.golden.clips()).hasSizeGreaterThanOrEqualTo(20);
        try (Checkpoint checkpoint = checkpoint(); WhisperSession session = compile(checkpoint, Precision.FP32)) {
            for (WhisperGolden.Clip clip : this.golden.clips()) {
                Decoded decoded = greedy(session, clip);
                assertThat(decoded.tokens()).as(clip.file()).isEqualTo(clip.tokensWithEnd());
                assertThat(decoded.difference()).as(clip.file()).isLessThan(TOLERANCE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "encoder/layer_2/ffn/linear_1/weight", "decoder/layer_0/ffn/linear_0/weight",
            "decoder/layer_3/attention/linear_1/weight" })
    void oneChangedElementOfOneWeightMakesTheLogitsDiffer(String weight) throws Exception {
        try (Checkpoint checkpoint = checkpoint();
                WhisperSession session = compile(new ChangedCheckpoint(checkpoint, weight, 70, 0.5f), Precision.FP32)) {
            Decoded decoded = forced(session, this.golden.clips().getFirst());
            assertThat(decoded.difference()).isGreaterThan(TOLERANCE);
        }
    }

    @Test
    void int8ChoosesTheReferencesTokenNearlyAlways() throws Exception {
        int agreed = 0;
        int steps = 0;
        try (Checkpoint checkpoint = checkpoint(); WhisperSession session = compile(checkpoint, Precision.INT8)) {
            for (WhisperGolden.Clip clip : this.golden.clips()) {
                List<Integer> chosen = forced(session, clip).tokens();
                for (int i = 0; i < chosen.size(); i++) {
                    agreed += chosen.get(i).equals(clip.tokensWithEnd().get(i)) ? 1 : 0;
                    steps++;
                }
            }
        }
        assertThat((double) agreed / steps).isGreaterThan(0.96);
    }

    /** A clip decoded by the model's own choices. */
    private Decoded greedy(WhisperSession session, WhisperGolden.Clip clip) throws Exception {
        return decode(session, clip, true);
    }

    /** What the model would choose after each of the reference's tokens. */
    private Decoded forced(WhisperSession session, WhisperGolden.Clip clip) throws Exception {
        return decode(session, clip, false);
    }

    private Decoded decode(WhisperSession session, WhisperGolden.Clip clip, boolean free) throws Exception {
        WhisperSuppression suppression = WhisperSuppression.of(this.model);
        List<Integer> tokens = new ArrayList<>();
        double difference = 0;
        try (var cross = session.encode(features.of(clip)); var decoding = session.shared(cross)) {
            float[] logits = decoding.step(this.golden.prompt());
            for (int i = 0; i < clip.steps().size(); i++) {
                difference = Math.max(difference, clip.steps().get(i).difference(logits));
                int token = suppression.choose(logits, i == 0);
                tokens.add(token);
                if (i < clip.tokens().size()) {
                    logits = decoding.step(free ? token : clip.tokens().get(i));
                }
            }
        }
        return new Decoded(tokens, difference);
    }

    private Checkpoint checkpoint() {
        return CTranslate2Checkpoint.open(this.model.resolve("model.bin"));
    }

    private WhisperSession compile(Checkpoint checkpoint, Precision precision) throws Exception {
        Path graphs = Files.createTempDirectory(this.directory, "graphs");
        WhisperArchitecture architecture = new WhisperArchitecture();
        architecture.write(checkpoint, precision, graphs, (graph, bytes) -> {
        });
        return new WhisperSession(new WhisperGraphs(graphs.resolve(WhisperArchitecture.ENCODER),
                graphs.resolve(WhisperArchitecture.DECODER), architecture.dimensions(checkpoint), List.of(), 0));
    }

    /**
     * A decoded clip.
     *
     * @param tokens those chosen, with the end token
     * @param difference the largest difference of a logit from the reference
     */
    private record Decoded(List<Integer> tokens, double difference) {
    }

}
