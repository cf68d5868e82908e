package io.parley.whisper.alignment;

import java.util.List;

/**
 * A window whose words are to be placed.
 *
 * @param start the tokens the text was asked for with, "no timestamps" last
 * @param endOfText the token that ends a text
 * @param language ISO-639-1 code of the text: where words end depends on it
 * @param segments the window's text in order
 * @param frames how many of the encoder's positions, 20 ms each, hold sound
 * @param lastWordEnd when the last word before this window ended, in seconds from the
 * beginning of this window; 0 or less
 */
public record AlignmentRequest(List<Integer> start, int endOfText, String language, List<TimedTokens> segments,
        int frames, double lastWordEnd) {

    public AlignmentRequest {
        if (frames < 1) {
            throw new IllegalArgumentException("a window has at least one frame of sound, not " + frames);
        }
        start = List.copyOf(start);
        segments = List.copyOf(segments);
    }

    /** The ids of all segments' tokens, one after another. */
    int[] text() {
        return this.segments.stream()
            .flatMap((segment) -> segment.tokens().stream())
            .mapToInt((token) -> token.id())
            .toArray();
    }

    /** Length of the sound in seconds. */
    double seconds() {
        return this.frames * WordAligner.FRAME_SECONDS;
    }

}
