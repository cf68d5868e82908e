package io.parley.speech.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.parley.speech.SpeechSpan;
import io.parley.speech.VoiceActivityOptions;

/** Spans from made-up probabilities; real ones are in SileroVoiceActivityDetectorTest. */
class SpeechSpansTest {

    private static final int FRAME = 512;

    private static final int FRAME_MILLIS = 32;

    @Test
    void aMomentOfDoubtDoesNotEndSpeech() {
        assertThat(spans(options(0, 64, 0, null), "..###--#.##....")).containsExactly("2-11");
    }

    @Test
    void speechThatIsTooShortIsNoneAndItsNeighbourKeepsItsPadding() {
        assertThat(spans(options(64, 64, 64, null), "....####...#...######......")).containsExactly("2-10", "13-23");
    }

    @Test
    void neighboursShareWhatIsBetweenThem() {
        assertThat(spans(options(96, 64, 0, null), "....####....####....")).containsExactly("1-10", "10-19");
    }

    @Test
    void speechThatIsTooLongIsCutAtItsLongestSilence() {
        assertThat(spans(options(0, 320, 0, 20), "#####.....######......#####################")).containsExactly("0-5",
                "10-16", "22-42", "42-43");
    }

    @Test
    void speechWithoutSilenceIsCutWhereItIsTooLongAndNothingIsLost() {
        assertThat(spans(options(0, 320, 0, 10), "#".repeat(25))).containsExactly("0-10", "10-20", "20-25");
    }

    @Test
    void theLastFrameMayBeCutShort() {
        List<SpeechSpan> found = new ArrayList<>();
        SpeechSpans spans = new SpeechSpans(options(320, 64, 0, null), FRAME, found::add);
        spans.next(0.9);
        spans.next(0.9);
        spans.end(FRAME + 16);
        assertThat(found).containsExactly(new SpeechSpan(Duration.ZERO, Duration.ofMillis(FRAME_MILLIS + 1)));
    }

    @Test
    void aSpanIsToldWhenNothingCanChangeItAnyMore() {
        List<SpeechSpan> found = new ArrayList<>();
        SpeechSpans spans = new SpeechSpans(options(64, 64, 0, null), FRAME, found::add);
        for (int i = 0; i < 5; i++) {
            spans.next(0.9);
        }
        assertThat(spans.isSpeaking()).isTrue();
        for (int i = 0; i < 3; i++) {
            spans.next(0);
            assertThat(found).isEmpty();
        }
        assertThat(spans.isSpeaking()).isFalse();
        spans.next(0);
        assertThat(found).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4, 5, 6 })
    void spansComeInOrderDoNotOverlapAndHoldAllThatIsLoud(long seed) {
        Random random = new Random(seed);
        StringBuilder script = new StringBuilder();
        while (script.length() < 3_000) {
            script.append(".-#".substring(random.nextInt(3)).substring(0, 1).repeat(1 + random.nextInt(12)));
        }
        VoiceActivityOptions options = options(random.nextInt(200), random.nextInt(300), 0,
                random.nextBoolean() ? 40 : null);
        boolean[] held = new boolean[script.length()];
        Duration last = Duration.ZERO;
        for (SpeechSpan span : detect(options, script.toString())) {
            assertThat(span.start()).isGreaterThanOrEqualTo(last);
            last = span.end();
            for (int i = 0; i < held.length; i++) {
                held[i] |= span.start().toMillis() <= (long) i * FRAME_MILLIS
                        && span.end().toMillis() >= (i + 1L) * FRAME_MILLIS;
            }
        }
        assertThat(last).isLessThanOrEqualTo(Duration.ofMillis((long) FRAME_MILLIS * script.length()));
        for (int i = 0; i < held.length; i++) {
            if (script.charAt(i) == '#') {
                assertThat(held[i]).as("frame %d", i).isTrue();
            }
        }
    }

    private static VoiceActivityOptions options(int padding, int silence, int shortest, @Nullable Integer longest) {
        // the limit holds for padded speech; a frame is what tells that it is exceeded
        Duration limit = (longest != null) ? Duration.ofMillis((longest + 1L) * FRAME_MILLIS - 1 + 2L * padding) : null;
        return new VoiceActivityOptions(0.5, Duration.ofMillis(padding), Duration.ofMillis(silence), 0.35,
                Duration.ofMillis(shortest), limit);
    }

    /** Spans in frames. */
    private static List<String> spans(VoiceActivityOptions options, String script) {
        return detect(options, script).stream()
            .map((span) -> span.start().toMillis() / FRAME_MILLIS + "-" + span.end().toMillis() / FRAME_MILLIS)
            .toList();
    }

    /** A script of speech (#), doubt (-) and silence (.). */
    private static List<SpeechSpan> detect(VoiceActivityOptions options, String script) {
        List<SpeechSpan> found = new ArrayList<>();
        SpeechSpans spans = new SpeechSpans(options, FRAME, found::add);
        script.chars().forEach((frame) -> spans.next((frame == '#') ? 0.9 : (frame == '-') ? 0.4 : 0.1));
        spans.end((long) script.length() * FRAME);
        return found;
    }

}
