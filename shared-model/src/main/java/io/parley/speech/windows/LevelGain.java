package io.parley.speech.windows;

/**
 * Raises a quiet sound to the level at which a voice activity model hears best; speech at
 * -30 dB is missed otherwise. The level is that of the loudest frame, forgotten at about
 * 1 dB a second. Never lowers a loud sound.
 */
final class LevelGain {

    /** Root mean square of the loudest frame of speech recorded close by. */
    private static final double TARGET = 0.1;

    private static final double FORGETTING = 0.9;

    /** 40 dB. */
    private static final double MOST = 100;

    private double level;

    /**
     * Writes an amplified copy of about a second of sound.
     * @param frame samples in a frame
     */
    void amplify(float[] samples, int offset, int frames, int frame, float[] to) {
        double loudest = 0;
        for (int i = 0; i < frames; i++) {
            loudest = Math.max(loudest, energy(samples, offset + i * frame, frame));
        }
        this.level = Math.max(Math.sqrt(loudest / frame), this.level * FORGETTING);
        float gain = (float) Math.clamp(TARGET / Math.max(this.level, Float.MIN_NORMAL), 1, MOST);
        for (int i = 0; i < frames * frame; i++) {
            to[i] = gain * samples[offset + i];
        }
    }

    static double energy(float[] samples, int offset, int length) {
        double energy = 0;
        for (int i = offset; i < offset + length; i++) {
            energy += samples[i] * samples[i];
        }
        return energy;
    }

}
