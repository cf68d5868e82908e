package io.parley.kokoro;

import io.parley.audio.TimeStretch;

/**
 * How fast a text is said. The model speaks well a little faster or slower than it was
 * trained to. Far from that it swallows sounds, for none of its symbols can last less
 * than 25 ms (Whisper base misheard 27 % of the words at 2, and nothing at 1); what is
 * left of the way is stretched.
 */
final class Tempo {

    private static final double SLOWEST = 1;

    private static final double FASTEST = 1;

    private final double model;

    private final boolean stretched;

    private final TimeStretch stretch;

    /**
     * A tempo.
     * @param speed 1 for the voice's own
     */
    Tempo(double speed) {
        this.model = Math.clamp(speed, SLOWEST, FASTEST);
        this.stretched = this.model != speed;
        this.stretch = new TimeStretch(KokoroModel.SAMPLE_RATE, speed / this.model);
    }

    /** How fast the model is to speak. */
    double model() {
        return this.model;
    }

    /** Whether what the model says is to be stretched. */
    boolean isStretched() {
        return this.stretched;
    }

    /**
     * Speech at this tempo.
     * @param sound as the model said it, from pause to pause
     */
    float[] stretch(float[] sound) {
        return this.stretch.apply(sound);
    }

}
