package io.parley.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.parley.whisper.SegmentSplitter.Piece;
import io.parley.whisper.decoding.DecodedWindow;
import io.parley.whisper.decoding.Ending;

class SegmentSplitterTest {

    private static final int ZERO = 50_364;

    private final SegmentSplitter splitter = new SegmentSplitter(ZERO);

    @Test
    void aTextWithoutTimesIsAsLongAsItsWindow() {
        SegmentSplitter.Pieces pieces = split(9_000, 1, 2, 3);
        assertThat(pieces.pieces()).containsExactly(new Piece(0, 9_000, 0, 3));
        assertThat(pieces.covered()).isEqualTo(9_000);
    }

    @Test
    void aTextThatEndsWithATimeAccountsForTheWholeWindow() {
        SegmentSplitter.Pieces pieces = split(30_000, at(0), 1, 2, at(4_000), at(4_500), 3, at(9_000));
        assertThat(pieces.pieces()).containsExactly(new Piece(0, 4_000, 1, 3), new Piece(4_500, 9_000, 5, 6));
        assertThat(pieces.covered()).isEqualTo(30_000);
    }

    @Test
    void aPieceThatHasNoEndIsHeardAgain() {
        assertThat(split(30_000, at(0), 1, at(24_000), at(24_000)).covered()).isEqualTo(24_000);
        SegmentSplitter.Pieces pieces = split(30_000, at(0), 1, at(24_000), at(24_000), 2);
        assertThat(pieces.pieces()).containsExactly(new Piece(0, 24_000, 1, 2));
        assertThat(pieces.covered()).isEqualTo(24_000);
    }

    @Test
    void aPieceThatHasNoEndIsKeptWhereHearingAgainWouldNotHelp() {
        assertThat(split(30_000, at(0), 1, 2).pieces()).containsExactly(new Piece(0, 30_000, 1, 3));
        SegmentSplitter.Pieces nearTheEnd = split(9_100, at(0), 1, at(9_000), at(9_000), 2);
        assertThat(nearTheEnd.pieces()).containsExactly(new Piece(0, 9_000, 1, 2), new Piece(9_000, 9_100, 4, 5));
        assertThat(nearTheEnd.covered()).isEqualTo(9_100);
        SegmentSplitter.Pieces runaway = this.splitter
            .split(window(Ending.RUNAWAY, at(0), 1, at(4_000), at(4_000), 2, 2, 2), 9_000, (place) -> 9_000 - place);
        assertThat(runaway.covered()).isEqualTo(9_000);
    }

    @Test
    void whatIsLeftIsNotHeardAgainWhereNobodySpeaksOrWhereItIsTooShort() {
        DecodedWindow announced = window(Ending.END_OF_TEXT, at(0), 1, at(24_000), at(24_400));
        assertThat(this.splitter.split(announced, 30_000, (place) -> (place < 24_000) ? 1_000 : 0).covered())
            .isEqualTo(30_000);
        assertThat(this.splitter.split(announced, 30_000, (_) -> 1_650).covered()).isEqualTo(24_000);
        assertThat(this.splitter.split(announced, 24_900, (_) -> 900).covered()).isEqualTo(24_900);
    }

    @Test
    void timesBeyondTheWindowAreItsEnd() {
        assertThat(split(3_210, at(0), 1, at(5_000)).pieces()).containsExactly(new Piece(0, 3_210, 1, 2));
    }

    @Test
    void silenceHasNoPieces() {
        assertThat(split(3_000).pieces()).isEmpty();
        assertThat(split(3_000).covered()).isEqualTo(3_000);
    }

    private static int at(int milliseconds) {
        return ZERO + milliseconds / 20;
    }

    private SegmentSplitter.Pieces split(int length, int... tokens) {
        return this.splitter.split(window(Ending.END_OF_TEXT, tokens), length, (place) -> length - place);
    }

    private static DecodedWindow window(Ending ending, int... tokens) {
        return new DecodedWindow("en", null, tokens, new float[tokens.length], true, ending, 0, -0.2, 1.1, 0.01);
    }

}
