package io.parley.audio;

/**
 * Makes speech faster or slower at its own pitch, by waveform similarity overlap-add
 * (Verhelst and Roelands, 1993): windows of the sound are laid over one another at other
 * distances, each taken from where it continues the one before best. Immutable.
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
    }

    /**
     * Stretches a sound.
     * @param samples left as they are
     * @return as many samples as the speed asks for
     */
    public float[] apply(float[] samples) {
        if (this.speed == 1) {
            return samples;
        }
        float[] stretched = new float[(int) Math.round(samples.length / this.speed)];
        int from = 0;
        for (int to = -this.half; to < stretched.length; to += this.half) {
            int place = (int) Math.round(to * this.speed);
            from = (to == -this.half) ? place : best(samples, from + this.half, place);
            add(samples, from, stretched, to);
        }
        return stretched;
    }

    private void add(float[] samples, int from, float[] stretched, int to) {
        int first = Math.max(0, Math.max(-from, -to));
        int end = Math.min(this.window.length, Math.min(samples.length - from, stretched.length - to));
        for (int i = first; i < end; i++) {
            stretched[to + i] += this.window[i] * samples[from + i];
        }
    }

    /**
     * Where, near a place, the sound is most like what would have come next.
     * @param next where that begins
     */
    private int best(float[] samples, int next, int place) {
        int best = place;
        double highest = Double.NEGATIVE_INFINITY;
        for (int from = place - this.tolerance; from <= place + this.tolerance; from++) {
            double likeness = likeness(samples, next, from);
            if (likeness > highest) {
                highest = likeness;
                best = from;
            }
        }
        return best;
    }

    /** Cross-correlation of the halves that overlap, by the level of the second. */
    private double likeness(float[] samples, int a, int b) {
        int first = Math.max(0, Math.max(-a, -b));
        int end = Math.min(this.half, samples.length - Math.max(a, b));
        double product = 0;
        double energy = 1e-9;
        for (int i = first; i < end; i++) {
            product += samples[a + i] * samples[b + i];
            energy += samples[b + i] * samples[b + i];
        }
        return product / Math.sqrt(energy);
    }

}
