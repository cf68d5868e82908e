package io.parley.standalone.verify;

import java.time.Duration;

/**
 * One line of what was found.
 *
 * @param check what was looked at, for people
 * @param clips how many recordings, sentences or sounds
 * @param failures how many of them could not be done
 * @param value word error rate, or share of right labels; not a number if nothing could
 * be done
 * @param sound how much sound was heard or made
 * @param time how long that took
 */
public record Measurement(String check, int clips, int failures, double value, Duration sound, Duration time) {

    /** Time by sound: below 1 is faster than the sound lasts. */
    public double realTimeFactor() {
        return (double) this.time.toNanos() / this.sound.toNanos();
    }

}
