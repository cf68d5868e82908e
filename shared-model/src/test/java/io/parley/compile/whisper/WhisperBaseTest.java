package io.parley.compile.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;

import io.parley.compile.GraphStore;
import io.parley.compile.Precision;
import io.parley.concurrent.Cancellation;
import io.parley.testing.TestModels;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The real Whisper base. */
class WhisperBaseTest {

    private static final String SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9";

    private static final int[] PROMPT = { 50258, 50259, 50359, 50363 };

    @ParameterizedTest
    @EnumSource
    void oneBufferAsPastAndPresentGivesTheLogitsOfGrowingCaches(Precision precision, @TempDir Path store)
            throws Exception {
        WhisperGraphs graphs = new WhisperCompiler(new GraphStore(store)).compile(TestModels.whisperBase(), SHA256,
                precision, (graph, bytes) -> {
                }, Cancellation.never());
        Random random = new Random(1);
        float[] mel = new float[80 * 200];
        for (int i = 0; i < mel.length; i++) {
            mel[i] = random.nextFloat();
        }
        try (WhisperSession session = new WhisperSession(graphs);
                var cross = session.encode(mel);
                var growing = session.growing(cross);
                var shared = session.shared(cross)) {
            assertThat(shared.step(PROMPT)).containsExactly(growing.step(PROMPT));
            for (int i = 0; i < 20; i++) {
                int token = random.nextInt(50000);
                assertThat(shared.step(token)).containsExactly(growing.step(token));
            }
        }
    }

}
