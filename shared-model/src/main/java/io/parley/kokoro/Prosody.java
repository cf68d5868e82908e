package io.parley.kokoro;

import java.nio.FloatBuffer;

/**
 * How something is to be said, frame by frame of 25 ms, before it is sound.
 *
 * @param features float32 [512, frames]
 * @param pitch in Hz, two values a frame
 * @param energy a logarithm, two values a frame
 */
record Prosody(float[] features, float[] pitch, float[] energy) {

    static final int FEATURES = 512;

    /**
     * Frames above it have speech in them: those below are below -50 dBFS, but for one or
     * two at either end (measured with four voices).
     */
    static final float SILENCE = -3;

    /** Frames kept on either side of speech: 125 ms, more than was ever missed. */
    private static final int MARGIN = 5;

    /** How many frames it has. */
    int frames() {
        return this.energy.length / 2;
    }

    /** The first frame to be spoken; the number of frames if all is silent. */
    int start() {
        int frame = 0;
        while (frame < frames() && isSilent(frame)) {
            frame++;
        }
        return (frame == frames()) ? frame : Math.max(0, frame - MARGIN);
    }

    /** Behind the last frame to be spoken. */
    int end() {
        int frame = frames();
        while (frame > 0 && isSilent(frame - 1)) {
            frame--;
        }
        return Math.min(frames(), frame + MARGIN);
    }

    private boolean isSilent(int frame) {
        return loudness(frame) < SILENCE;
    }

    /** How loud a frame is, as a logarithm. */
    float loudness(int frame) {
        return Math.max(this.energy[2 * frame], this.energy[2 * frame + 1]);
    }

    /** Puts the features of some frames into a buffer. */
    void features(int from, int to, FloatBuffer target) {
        for (int row = 0; row < FEATURES; row++) {
            target.put(row * (to - from), this.features, row * frames() + from, to - from);
        }
    }

    /** Puts the pitch of some frames into a buffer. */
    void pitch(int from, int to, FloatBuffer target) {
        target.put(0, this.pitch, 2 * from, 2 * (to - from));
    }

    /** Puts the energy of some frames into a buffer. */
    void energy(int from, int to, FloatBuffer target) {
        target.put(0, this.energy, 2 * from, 2 * (to - from));
    }

}
