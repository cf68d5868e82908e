package io.parley.yamnet;

import java.time.Duration;

import io.parley.audio.MagnitudeLogMel;

/**
 * How sound is heard with YAMNet.
 *
 * @param silence what is quieter counts as silent, in decibels of full scale; negative
 * infinity for nothing
 * @param step from one patch to the next, in whole hops of 10 ms, at most the 960 ms of a
 * patch
 */
public record YamnetSettings(double silence, Duration step) {

    private static final Duration HOP = Duration.ofSeconds(MagnitudeLogMel.HOP).dividedBy(MagnitudeLogMel.SAMPLE_RATE);

    private static final Duration LONGEST_STEP = HOP.multipliedBy(YamnetPatches.FRAMES);

    public YamnetSettings {
        if (!step.isPositive() || step.compareTo(LONGEST_STEP) > 0
                || !step.equals(HOP.multipliedBy(step.dividedBy(HOP)))) {
            throw new IllegalArgumentException(
                    "The step from one patch to the next is a multiple of %d ms up to %d ms, not %d ms."
                        .formatted(HOP.toMillis(), LONGEST_STEP.toMillis(), step.toMillis()));
        }
    }

    int stepFrames() {
        return Math.toIntExact(this.step.dividedBy(HOP));
    }

    /** Mean square of what counts as silent. */
    double silentPower() {
        return Math.pow(10, this.silence / 10);
    }

}
