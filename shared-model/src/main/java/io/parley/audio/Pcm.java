package io.parley.audio;

import java.time.Duration;

/**
 * Mono sound in memory.
 *
 * @param samples amplitudes, nominally in -1 to 1; not copied, so not to be changed after
 * @param sampleRate in Hz
 */
public record Pcm(float[] samples, int sampleRate) {

    public Pcm {
        if (sampleRate <= 0) {
            throw new IllegalArgumentException("a sample rate is positive, not " + sampleRate);
        }
    }

    /** How long the sound lasts. */
    public Duration duration() {
        return Duration.ofNanos(Math.round(this.samples.length * 1e9 / this.sampleRate));
    }

}
