package io.parley.audio;

import java.util.Arrays;

/**
 * Makes speech faster or slower at its own pitch, by waveform similarity overlap-add
 * (Verhelst and Roelands, 1993): windows of the sound are laid over one another at other
 * distances, each taken from where it continues the one before best. For one sound, which
 * may come in parts: how it is divided changes nothing.
 */
public final class TimeStretch {

    /** Of a window, in seconds: a few periods of any voice. */
    private static final double WINDOW = 0.03;

    /**
     * How far from its place a window may be taken, in seconds: a period of a low voice.
     */
    private static final double TOLERANCE = 0.01;

    private final double speed;

    private final int half;

    private final int tolerance;

    private final float[] window;

    /** What has come. */
    private float[] samples = new float[0];

    /** Where the window before was taken from: as if the sound went on backwards. */
    private int from;

    /** Where the next window goes, in the stretched sound. */
    private int to;

    /**
     * A stretch.
     * @param sampleRate of the sound, in Hz
     * @param speed 2 for half as long
     */
    public TimeStretch(int sampleRate, double speed) {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("a speed is positive, not " + speed);
        }
        this.speed = speed;
        this.half = (int) Math.round(sampleRate * WINDOW / 2);
        this.tolerance = (int) Math.round(sampleRate * TOLERANCE);
        this.window = new float[2 * this.half];
        for (int i = 0; i < this.window.length; i++) {
            // two of these, half a window apart, sum up to 1
            this.window[i] = (float) (0.5 - 0.5 * Math.cos(Math.PI * i / this.half));
        }
        this.from = -this.half;
    }

    /**
     * Takes the next part.
     * @param part left as it is
     * @return what follows of the stretched sound; the part itself at speed 1
     */
    public float[] add(float[] part) {
        if (this.speed == 1) {
            return part;
        }
        int known = this.samples.length;
        this.samples = Arrays.copyOf(this.samples, known + part.length);
        System.arraycopy(part, 0, this.samples, known, part.length);
        // a window is laid when all is there that it may be taken from, and half of it
        // stays
        int last = this.samples.length
                - Math.max(this.window.length + this.tolerance, (int) Math.ceil(this.half * this.speed));
        int windows = 0;
        while (place(this.to + windows * this.half) <= last) {
            windows++;
        }
        return lay(windows);
    }

    /**
     * Ends the sound.
     * @return the rest; in total there are as many samples as the speed asks for
     */
    public float[] end() {
        if (this.speed == 1) {
            return new float[0];
        }
        int rest = (int) Math.round(this.samples.length / this.speed) - this.to;
        return Arrays.copyOf(lay(Math.ceilDiv(rest, this.half)), rest);
    }

    /** From where, but for the tolerance, the window is taken that goes to some place. */
    private int place(int to) {
        return (int) Math.round(to * this.speed);
    }

    /** Lays windows, each over the second half of the one before. */
    private float[] lay(int windows) {
        float[] stretched = new float[windows * this.half];
        for (int i = 0; i < stretched.length; i += this.half) {
            int next = this.from + this.half;
            this.from = best(next, place(this.to));
            for (int j = 0; j < this.half; j++) {
                stretched[i + j] = this.window[this.half + j] * sample(next + j)
                        + this.window[j] * sample(this.from + j);
            }
            this.to += this.half;
        }
        return stretched;
    }

    private float sample(int index) {
        return (index >= 0 && index < this.samples.length) ? this.samples[index] : 0;
    }

    /**
     * Where, near a place, the sound is most like what would have come next.
     * @param next where that begins
     */
    private int best(int next, int place) {
        int best = place;
        double highest = Double.NEGATIVE_INFINITY;
        for (int start = place - this.tolerance; start <= place + this.tolerance; start++) {
            double likeness = likeness(next, start);
            if (likeness > highest) {
                highest = likeness;
                best = start;
            }
        }
        return best;
    }

    /** Cross-correlation of the halves that overlap, by the level of the second. */
    private double likeness(int a, int b) {
        int first = Math.max(0, Math.max(-a, -b));
        int end = Math.min(this.half, this.samples.length - Math.max(a, b));
        double product = 0;
        double energy = 1e-9;
        for (int i = first; i < end; i++) {
            product += this.samples[a + i] * this.samples[b + i];
            energy += this.samples[b + i] * this.samples[b + i];
        }
        return product / Math.sqrt(energy);
    }

}
