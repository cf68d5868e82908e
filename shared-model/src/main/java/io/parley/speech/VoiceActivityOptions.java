package io.parley.speech;

import java.time.Duration;

/**
 * How speech is told from everything else. The defaults are those of OpenAI's
 * {@code server_vad}.
 *
 * @param threshold probability, between 0 and 1, from which on a frame counts as speech
 * @param prefixPadding how much sound before speech belongs to it, and after it
 * @param silence how long it has to be silent before speech counts as over
 */
public record VoiceActivityOptions(double threshold, Duration prefixPadding, Duration silence) {

    /** OpenAI's defaults: 0.5, 300 ms, 200 ms. */
    public static final VoiceActivityOptions DEFAULT = new VoiceActivityOptions(0.5, Duration.ofMillis(300),
            Duration.ofMillis(200));

    public VoiceActivityOptions {
        if (!(threshold > 0 && threshold < 1)) {
            throw new IllegalArgumentException("a threshold is between 0 and 1, not " + threshold);
        }
        if (prefixPadding.isNegative() || silence.isNegative()) {
            throw new IllegalArgumentException("durations are not negative");
        }
    }

}
