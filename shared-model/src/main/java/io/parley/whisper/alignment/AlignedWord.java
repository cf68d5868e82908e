package io.parley.whisper.alignment;

import java.time.Duration;

import io.parley.speech.TranscriptWord;

/**
 * A word placed in its window.
 *
 * @param text the word with its punctuation, without space
 * @param start in seconds from the beginning of the window
 * @param end in seconds from the beginning of the window; not before the start
 * @param probability mean of its tokens' probabilities, from 0 to 1
 * @param firstToken its first token, counted within the segment
 * @param tokenCount how many tokens it is made of
 */
public record AlignedWord(String text, double start, double end, double probability, int firstToken, int tokenCount) {

    /**
     * The word as callers get it.
     * @param window when the window begins, from the beginning of the sound
     */
    public TranscriptWord toTranscriptWord(Duration window) {
        return new TranscriptWord(this.text, at(window, this.start), at(window, this.end), this.probability);
    }

    /** The same word at another place, in seconds. */
    AlignedWord at(double otherStart, double otherEnd) {
        return new AlignedWord(this.text, otherStart, otherEnd, this.probability, this.firstToken, this.tokenCount);
    }

    private static Duration at(Duration window, double seconds) {
        return window.plusMillis(Math.round(seconds * 1000));
    }

}
