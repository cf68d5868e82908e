package io.parley.standalone.verify;

import java.time.Duration;

/** Counts one check as it goes on. */
final class Tally {

    private int clips;

    private int failures;

    private WordErrors errors = WordErrors.NONE;

    private Duration sound = Duration.ZERO;

    private Duration time = Duration.ZERO;

    void add(WordErrors found, Duration heard, Duration taken) {
        this.clips++;
        this.errors = this.errors.plus(found);
        this.sound = this.sound.plus(heard);
        this.time = this.time.plus(taken);
    }

    void addFailure() {
        this.clips++;
        this.failures++;
    }

    /** Errors by word. */
    Measurement errorRate(String check) {
        return new Measurement(check, this.clips, this.failures, this.errors.rate(), this.sound, this.time);
    }

    /** What was not an error, where every clip has one word. */
    Measurement accuracy(String check) {
        return new Measurement(check, this.clips, this.failures, 1 - this.errors.rate(), this.sound, this.time);
    }

}
