package io.parley.speech;

import java.time.Duration;

/**
 * How a text was spoken.
 *
 * @param duration of the sound
 * @param truncated whether some of the text was left unspoken because the model came to a
 * limit before it came to an end
 * @param usage what it took
 */
public record Synthesis(Duration duration, boolean truncated, TokenUsage usage) {

    /**
     * What speech took, in the model's own units.
     *
     * @param input what the model read
     * @param output what it made, sound included
     */
    public record TokenUsage(int input, int output) {
    }

}
