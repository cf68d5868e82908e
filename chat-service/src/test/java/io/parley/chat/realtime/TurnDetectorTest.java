package io.parley.chat.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.parley.chat.realtime.TurnDetector.Change;
import io.parley.concurrent.Cancellation;
import io.parley.speech.VoiceActivityStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Frames of 32 ms, whose samples say how likely speech is. */
class TurnDetectorTest {

    private static final int FRAME = 512;

    @AutoClose
    private final TurnDetector detector = new TurnDetector(new Told(),
            new TurnDetection("server_vad", 0.5, Duration.ofMillis(32), Duration.ofMillis(512), true, true, null, null),
            0, Cancellation.never());

    @Test
    void aTurnBeginsPausesAndEnds() {
        assertThat(hear(0, 3)).isEmpty();
        assertThat(hear(1, 10)).containsExactly(new Change.Started(2 * FRAME));
        assertThat(hear(0, 3)).isEmpty();
        assertThat(hear(0, 1)).containsExactly(new Change.Paused(17 * FRAME));
        assertThat(hear(0, 11)).isEmpty();
        assertThat(hear(0, 1)).containsExactly(new Change.Stopped(29 * FRAME));
        assertThat(hear(0, 40)).isEmpty();
    }

    @Test
    void whoGoesOnAfterAPauseIsStillInTheirTurn() {
        hear(1, 1);
        assertThat(hear(0, 10)).containsExactly(new Change.Paused(5 * FRAME));
        assertThat(hear(1, 2)).containsExactly(new Change.Resumed());
        assertThat(hear(0, 16)).containsExactly(new Change.Paused(17 * FRAME), new Change.Stopped(29 * FRAME));
        assertThat(this.detector.isSpeaking()).isFalse();
    }

    @Test
    void aPauseComesBeforeEveryEnd() {
        for (int millis : new int[] { 0, 10, 100, 300, 500, 2_000 }) {
            try (TurnDetector other = new TurnDetector(new Told(), new TurnDetection("server_vad", 0.5, Duration.ZERO,
                    Duration.ofMillis(millis), true, true, null, null), 0, Cancellation.never())) {
                hear(other, 1, 1);
                assertThat(hear(other, 0, 100)).as("%d ms", millis)
                    .hasExactlyElementsOfTypes(Change.Paused.class, Change.Stopped.class);
            }
        }
    }

    private List<Change> hear(float probability, int frames) {
        return hear(this.detector, probability, frames);
    }

    private static List<Change> hear(TurnDetector detector, float probability, int frames) {
        List<Change> changes = new ArrayList<>();
        float[] frame = new float[FRAME];
        Arrays.fill(frame, probability);
        for (int i = 0; i < frames; i++) {
            changes.addAll(detector.hear(frame, FRAME));
        }
        return changes;
    }

    /** What the first sample of a frame says. */
    private static final class Told implements VoiceActivityStream {

        @Override
        public int frameSamples() {
            return FRAME;
        }

        @Override
        public float next(float[] samples, int offset, Cancellation cancellation) {
            return samples[offset];
        }

        @Override
        public void close() {
            // holds nothing
        }

    }

}
