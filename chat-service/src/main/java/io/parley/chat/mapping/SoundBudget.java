package io.parley.chat.mapping;

import java.time.Duration;

import io.parley.audio.AudioLimits;
import io.parley.audio.Pcm;

/** What is left for further sounds of a request. Not thread-safe. */
final class SoundBudget {

    private final long maxBytes;

    private Duration left;

    SoundBudget(AudioLimits limits) {
        this.maxBytes = limits.maxBytes();
        this.left = limits.maxDuration();
    }

    AudioLimits limits() {
        return new AudioLimits(this.maxBytes, this.left);
    }

    void take(Pcm sound) {
        this.left = this.left.minus(sound.duration());
    }

}
