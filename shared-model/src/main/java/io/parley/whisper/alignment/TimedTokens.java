package io.parley.whisper.alignment;

import java.util.List;

import io.parley.speech.TranscriptToken;

/**
 * A segment whose words are to be placed: what was said, and when by the model's own
 * timestamps.
 *
 * @param tokens text only, no control tokens and no timestamps
 * @param start in seconds from the beginning of the window
 * @param end in seconds from the beginning of the window; the end of the sound if unknown
 */
public record TimedTokens(List<TranscriptToken> tokens, double start, double end) {

    public TimedTokens {
        tokens = List.copyOf(tokens);
    }

}
