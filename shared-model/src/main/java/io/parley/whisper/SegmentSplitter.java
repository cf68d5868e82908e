package io.parley.whisper;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

import io.parley.whisper.decoding.DecodedWindow;
import io.parley.whisper.decoding.Ending;
import io.parley.whisper.decoding.WhisperVocabulary;

/**
 * Cuts a window's text at its times, and says how much of the window it covers: a piece
 * that begins but has no end is not finished, and its sound is to be heard again from its
 * beginning.
 */
final class SegmentSplitter {

    /**
     * What is left of a window when it is too short to be heard by itself, in
     * milliseconds: of less than a second the model makes words up.
     */
    private static final int SHORTEST_REST = 1_000;

    /** Speech in what is left that is too short for a word, in milliseconds. */
    private static final int LEAST_SPEECH = 200;

    /** Hearing again must get on by this much, in milliseconds. */
    private static final int LEAST_PROGRESS = 1_000;

    private final int firstTime;

    /**
     * Makes a splitter.
     * @param firstTime the token of the time 0
     */
    SegmentSplitter(int firstTime) {
        this.firstTime = firstTime;
    }

    /**
     * Cuts a text.
     * @param length of the window, in milliseconds
     * @param speech tells how much speech, in milliseconds, there is from a place on in
     * the window
     */
    Pieces split(DecodedWindow window, int length, IntUnaryOperator speech) {
        int[] tokens = window.tokens();
        List<Piece> pieces = new ArrayList<>();
        int open = -1;
        int from = 0;
        int begin = 0;
        for (int i = 0; i < tokens.length; i++) {
            if (tokens[i] < this.firstTime) {
                continue;
            }
            int time = Math.min(length, (tokens[i] - this.firstTime) * WhisperVocabulary.TIME_STEP);
            if (open >= 0 && i > from) {
                pieces.add(new Piece(begin, Math.max(begin, time), from, i));
                open = -1;
            }
            else {
                open = i;
                begin = time;
            }
            from = i + 1;
        }
        boolean unfinished = open >= 0 || from < tokens.length;
        if (unfinished && !pieces.isEmpty() && heardAgain(window, pieces.getLast().end(), length, speech)) {
            return new Pieces(pieces, pieces.getLast().end());
        }
        if (from < tokens.length) {
            pieces.add(new Piece(begin, length, from, tokens.length));
        }
        return new Pieces(pieces, length);
    }

    private static boolean heardAgain(DecodedWindow window, int covered, int length, IntUnaryOperator speech) {
        return window.ending() != Ending.RUNAWAY && covered >= LEAST_PROGRESS && length - covered >= SHORTEST_REST
                && speech.applyAsInt(covered) >= LEAST_SPEECH;
    }

    /**
     * A window's text in pieces.
     *
     * @param covered how much of the window they account for, in milliseconds; the rest
     * is to be decoded as a window of its own
     */
    record Pieces(List<Piece> pieces, int covered) {
    }

    /**
     * A piece of a text.
     *
     * @param start in milliseconds, from the window's beginning
     * @param end as the start, and not before it
     * @param from its first token
     * @param to after its last token
     */
    record Piece(int start, int end, int from, int to) {
    }

}
