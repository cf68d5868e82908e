package io.parley.speech.classification;

/**
 * Tells silence from sound.
 */
public final class SoundLevel {

    /**
     * What is quieter is silence, in decibels below a full-scale square wave: the
     * absolute gate of EBU R 128.
     */
    public static final double SILENCE = -70;

    private SoundLevel() {
    }

    /**
     * The mean square that belongs to a level.
     * @param decibels relative to full scale
     */
    public static double power(double decibels) {
        return Math.pow(10, decibels / 10);
    }

    /** Mean square of samples. */
    public static double power(float[] samples, int offset, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += (double) samples[offset + i] * samples[offset + i];
        }
        return (length > 0) ? sum / length : 0;
    }

}
