package io.parley.lfm2audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When sound goes out, on a clock of the tests' own. */
class PlaybackScheduleTest {

    private static final PlaybackSchedule IN_TURNS = new PlaybackSchedule(6, 12);

    /** Twelve turns, then audio alone as after the text has ended. */
    private static SimulatedPlayback interleaved(SimulatedPlayback.Costs costs, GenerationPace known) {
        SimulatedPlayback playback = new SimulatedPlayback(IN_TURNS, costs, known);
        for (int turn = 0; turn < 12; turn++) {
            playback.text(6);
            playback.audio(12);
        }
        playback.text(1);
        playback.audio(60);
        playback.finish();
        return playback;
    }

    // milliseconds of a token, a frame, a run of the codec, and each frame in it: all
    // faster than they are heard, some hardly so
    @ParameterizedTest
    @CsvSource({ "43, 53, 4, 2.5, 0", "43, 53, 4, 2.5, 0.1", "40, 44, 6, 3.5, 0.1", "40, 50, 6, 0.5, 0.2",
            "20, 30, 5, 3, 0.3", "5, 70, 2, 2, 0.05" })
    void playbackNeverStarvesWhereGenerationIsFasterThanItIsHeard(double text, double frame, double run,
            double decoding, double jitter) {
        assertWhole(interleaved(new SimulatedPlayback.Costs(text, frame, run, decoding, jitter), new GenerationPace(
                Math.round(1e6 * text), Math.round(1e6 * frame), Math.round(1e6 * (run + decoding)))));
    }

    @ParameterizedTest
    @CsvSource({ "43, 53, 4, 2.5, 0", "40, 44, 6, 3.5, 0.1", "40, 50, 6, 0.5, 0.2", "20, 30, 5, 3, 0.3" })
    void norWhereNothingIsKnownYetAndSomeTimeIsLeft(double text, double frame, double run, double decoding,
            double jitter) {
        assertWhole(
                interleaved(new SimulatedPlayback.Costs(text, frame, run, decoding, jitter), GenerationPace.UNKNOWN));
    }

    private static void assertWhole(SimulatedPlayback playback) {
        assertThat(playback.gaps).isEmpty();
        assertThat(playback.heard).isEqualTo(IntStream.rangeClosed(1, playback.frames()).boxed().toList());
        assertThat(playback.framesBeforeSound).isLessThanOrEqualTo(PlaybackSchedule.LARGEST_BEGINNING);
    }

    @Test
    void whatCannotBeHadInTimeOneByOneIsHadInRuns() {
        // a turn: 12 * (53 + 4 + 2.5) + 6 * 43 = 972 ms for 960 ms of sound one by one
        SimulatedPlayback playback = interleaved(new SimulatedPlayback.Costs(43, 53, 4, 2.5, 0),
                GenerationPace.UNKNOWN);
        assertThat(playback.runs).hasSizeLessThan(playback.frames() / 2);
    }

    @Test
    void theFirstSoundIsTheFirstFrameWhereNoTextFollows() {
        SimulatedPlayback playback = new SimulatedPlayback(PlaybackSchedule.uninterrupted(),
                new SimulatedPlayback.Costs(40, 53, 5, 2.5, 0.1), GenerationPace.UNKNOWN);
        playback.text(4);
        playback.audio(300);
        playback.finish();
        assertThat(playback.framesBeforeSound).isEqualTo(1);
        assertThat(playback.gaps).isEmpty();
        assertThat(playback.heard).hasSize(300);
        // once some sound is ahead, the codec runs for many frames at once
        assertThat(playback.runs).hasSizeLessThan(60);
        assertThat(playback.runs).allMatch((frames) -> frames <= PlaybackSchedule.LARGEST_CHUNK);
    }

    @Test
    void theBeginningIsAsLongAsTheTextAfterItAsks() {
        // 11 frames follow the first in 11 * 50 ms; 960 - 550 - 20 ms are left for text
        assertThat(IN_TURNS.beginning(pace(56, 47, 3))).isEqualTo(1);
        assertThat(IN_TURNS.beginning(pace(62, 47, 3))).isEqualTo(2);
        assertThat(IN_TURNS.beginning(pace(100, 47, 3))).isEqualTo(PlaybackSchedule.LARGEST_BEGINNING);
        assertThat(IN_TURNS.beginning(pace(1000, 1000, 3))).isEqualTo(PlaybackSchedule.LARGEST_BEGINNING);
        assertThat(IN_TURNS.beginning(GenerationPace.UNKNOWN)).isEqualTo(1);
    }

    @Test
    void whatIsGeneratedTooSlowlyIsHeardWithGapsAndWhole() {
        SimulatedPlayback playback = interleaved(new SimulatedPlayback.Costs(90, 120, 8, 4, 0.1),
                GenerationPace.UNKNOWN);
        assertThat(playback.gaps).isNotEmpty();
        assertThat(playback.heard).isEqualTo(IntStream.rangeClosed(1, playback.frames()).boxed().toList());
        assertThat(playback.framesBeforeSound).isLessThanOrEqualTo(PlaybackSchedule.LARGEST_BEGINNING);
    }

    @Test
    void aSlowStepIsBelievedAtOnceAndForgottenSlowly() {
        GenerationPace pace = pace(40, 50, 8).withFrame(90_000_000);
        assertThat(pace.frame()).isEqualTo(90_000_000);
        assertThat(pace.withFrame(50_000_000).frame()).isEqualTo(80_000_000);
        assertThat(pace.withDecoding(24_000_000, 12).decoding()).isEqualTo(6_500_000);
    }

    private static GenerationPace pace(long text, long frame, long decoding) {
        return new GenerationPace(1_000_000 * text, 1_000_000 * frame, 1_000_000 * decoding);
    }

}
