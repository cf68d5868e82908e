package io.parley.yamnet;

import java.util.Arrays;

import io.parley.audio.AudioException;
import io.parley.audio.MagnitudeLogMel;
import io.parley.audio.PcmSource;

/**
 * Cuts sound of any length into what YAMNet hears at once: patches of 96 frames (0.96 s),
 * each a step after the one before. A sound that is shorter is continued with silence.
 * Where at least half a step is left at the end, one more patch ends with the sound; what
 * is less is not heard. Not thread-safe.
 */
final class YamnetPatches {

    /** Frames in a patch. */
    static final int FRAMES = 96;

    private static final int BANDS = MagnitudeLogMel.BANDS;

    private static final int HOP = MagnitudeLogMel.HOP;

    /** Samples of a frame that the next one shares. */
    private static final int OVERLAP = MagnitudeLogMel.WINDOW - HOP;

    private final PcmSource audio;

    private final MagnitudeLogMel frontEnd;

    /** Frames from one patch to the next. */
    private final int step;

    private final float[] mel = new float[FRAMES * BANDS];

    /** Sum of squares of the first samples of each frame, as many as a hop has. */
    private final double[] energies = new double[FRAMES];

    private final float[] samples = new float[OVERLAP + FRAMES * HOP];

    private long total;

    /** Frames before the end of the patch. */
    private long end;

    private boolean ended;

    /**
     * Begins with a sound.
     * @param step frames from one patch to the next, from 1 to {@link #FRAMES}
     */
    YamnetPatches(PcmSource audio, MagnitudeLogMel frontEnd, int step) {
        this.audio = audio;
        this.frontEnd = frontEnd;
        this.step = step;
    }

    /**
     * Goes on to the next patch.
     * @return whether there is one
     * @throws AudioException.TooShort if the sound has not even one frame
     */
    boolean next() {
        if (this.ended) {
            return false;
        }
        return (this.end == 0) ? first() : following();
    }

    private boolean first() {
        int filled = fill(0, this.samples.length);
        if (filled < MagnitudeLogMel.WINDOW) {
            throw new AudioException.TooShort(MagnitudeLogMel.WINDOW * 1000L / MagnitudeLogMel.SAMPLE_RATE);
        }
        Arrays.fill(this.samples, filled, this.samples.length, 0);
        append(FRAMES);
        return true;
    }

    private boolean following() {
        int filled = fill(OVERLAP, this.step * HOP);
        int frames = filled / HOP;
        if (frames == 0 || frames < this.step / 2) {
            return false;
        }
        append(frames);
        return true;
    }

    private int fill(int from, int wanted) {
        int filled = 0;
        while (!this.ended && filled < wanted) {
            int count = this.audio.read(this.samples, from + filled, wanted - filled);
            this.ended = count < 0;
            filled += Math.max(count, 0);
        }
        this.total += filled;
        return filled;
    }

    /** Appends frames to the patch; the oldest ones go. */
    private void append(int frames) {
        int kept = FRAMES - frames;
        System.arraycopy(this.mel, frames * BANDS, this.mel, 0, kept * BANDS);
        System.arraycopy(this.energies, frames, this.energies, 0, kept);
        this.frontEnd.compute(this.samples, 0, frames, this.mel, kept * BANDS);
        for (int frame = 0; frame < frames; frame++) {
            this.energies[kept + frame] = energy(frame * HOP);
        }
        System.arraycopy(this.samples, frames * HOP, this.samples, 0, OVERLAP);
        this.end += frames;
    }

    private double energy(int from) {
        double sum = 0;
        for (int i = from; i < from + HOP; i++) {
            sum += (double) this.samples[i] * this.samples[i];
        }
        return sum;
    }

    /** The patch: log-mel [96, 64], frame by frame; until the next. */
    float[] mel() {
        return this.mel;
    }

    /** Mean square of the patch's samples. */
    double power() {
        return Arrays.stream(this.energies).sum() / (FRAMES * HOP);
    }

    /** The sample in the middle of the patch, counted from the beginning of the sound. */
    long centre() {
        return (this.end - FRAMES / 2) * HOP;
    }

    /** How many samples were read so far. */
    long total() {
        return this.total;
    }

}
