package io.parley.speech;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How speech is told from everything else. The defaults are those of OpenAI's
 * {@code server_vad}.
 *
 * @param threshold probability, from 0 to 1, from which on a frame counts as speech
 * @param prefixPadding how much sound before speech belongs to it, and after it; where
 * two spans lie closer they share what is between them
 * @param silence how long it has to be silent before speech counts as over
 * @param endThreshold probability below which a frame is silent while somebody speaks; at
 * most the threshold
 * @param shortestSpeech speech that is not longer is none
 * @param longestSpeech speech is cut where it would be longer, at its longest silence if
 * it has any; null for no limit
 */
public record VoiceActivityOptions(double threshold, Duration prefixPadding, Duration silence, double endThreshold,
        Duration shortestSpeech, @Nullable Duration longestSpeech) {

    /** How far below the threshold speech may fall before it is silence. */
    private static final double HYSTERESIS = 0.15;

    private static final double LEAST_END_THRESHOLD = 0.01;

    /** OpenAI's defaults: 0.5, 300 ms, 200 ms. */
    public static final VoiceActivityOptions DEFAULT = new VoiceActivityOptions(0.5, Duration.ofMillis(300),
            Duration.ofMillis(200));

    public VoiceActivityOptions {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("a threshold is from 0 to 1, not " + threshold);
        }
        if (!(endThreshold >= 0 && endThreshold <= threshold)) {
            throw new IllegalArgumentException("speech ends between 0 and " + threshold + ", not at " + endThreshold);
        }
        if (prefixPadding.isNegative() || silence.isNegative() || shortestSpeech.isNegative()) {
            throw new IllegalArgumentException("durations are not negative");
        }
        if (longestSpeech != null && !longestSpeech.isPositive()) {
            throw new IllegalArgumentException("the longest speech lasts more than " + longestSpeech);
        }
    }

    /** Speech of any length, over when it falls 0.15 below the threshold. */
    public VoiceActivityOptions(double threshold, Duration prefixPadding, Duration silence) {
        this(threshold, prefixPadding, silence, endThreshold(threshold), Duration.ZERO, null);
    }

    /**
     * Where speech ends unless something else is asked for: 0.15 below where it begins.
     */
    public static double endThreshold(double threshold) {
        return Math.min(threshold, Math.max(threshold - HYSTERESIS, LEAST_END_THRESHOLD));
    }

}
