package io.parley.kokoro;

import java.util.function.DoubleFunction;

import io.parley.audio.TimeStretch;

/**
 * How fast a text is said. The model speaks well a little faster or slower than it was
 * trained to. Far from that it swallows sounds, for none of its symbols can last less
 * than 25 ms (Whisper base misheard 27 % of the words at 2, and nothing at 1); what is
 * left of the way is stretched.
 */
final class Tempo {

    private static final double SLOWEST = 0.8;

    private static final double FASTEST = 1.2;

    private final double model;

    private final TimeStretch stretch;

    /**
     * A tempo.
     * @param speed 1 for the voice's own
     */
    Tempo(double speed) {
        this.model = Math.clamp(speed, SLOWEST, FASTEST);
        this.stretch = new TimeStretch(KokoroModel.SAMPLE_RATE, speed / this.model);
    }

    /**
     * Speech at this tempo.
     * @param speaker says something as fast as it is told
     */
    float[] of(DoubleFunction<float[]> speaker) {
        return this.stretch.apply(speaker.apply(this.model));
    }

}
