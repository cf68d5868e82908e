package io.parley.audio;

import java.util.Arrays;

/**
 * The front end of Whisper (Radford et al., "Robust Speech Recognition via Large-Scale
 * Weak Supervision", 2022, section 2.2): log-mel energies of 16 kHz sound in frames of 25
 * ms (400 samples, periodic Hann window) every 10 ms (160 samples), in decades, cut off 8
 * decades below the loudest, and scaled by (x + 4) / 4. Frame t is centred on sample 160
 * t; both ends of the sound are continued by reflection. Thread-safe.
 */
public final class LogMelSpectrogram {

    /** Samples a second of the sound taken. */
    public static final int SAMPLE_RATE = 16_000;

    /** Samples from one frame to the next. */
    public static final int HOP = 160;

    private static final int WINDOW = 400;

    /** Frames gone through at a time, so that the output is written in runs. */
    private static final int BLOCK = 16;

    private static final double FLOOR = 1e-10;

    private static final float FLOOR_DECADES = -10;

    private static final float RANGE_DECADES = 8;

    private final MelFilterbank filters;

    private final PowerSpectra spectra = new PowerSpectra(HannWindow.periodic(WINDOW), WINDOW);

    /**
     * Makes a front end.
     * @param bands 80, or 128 for the newest large models
     */
    public LogMelSpectrogram(int bands) {
        this.filters = new MelFilterbank(bands, SAMPLE_RATE, WINDOW);
    }

    /** How many bands a frame has. */
    public int bands() {
        return this.filters.bands();
    }

    /**
     * Computes the spectrogram of a piece of sound that is first cut, or continued with
     * silence, to exactly {@code 160 frames} samples: 3,000 frames are Whisper's 30 s.
     * @param samples 16 kHz mono
     * @param offset first sample of the piece
     * @param length samples of the piece; zero for silence
     * @param frames of the result, at least 2
     * @return shape [bands, frames], row by row
     */
    public float[] compute(float[] samples, int offset, int length, int frames) {
        if (frames < 2) {
            throw new IllegalArgumentException("a spectrogram has at least 2 frames, not " + frames);
        }
        float[] mel = new float[bands() * frames];
        int sound = Math.min(length, frames * HOP);
        float[] padded = pad(samples, offset, sound, frames);
        // a frame that holds no sample of the sound is known without a transform
        int sounding = Math.min(frames, Math.ceilDiv(sound + WINDOW / 2, HOP));
        float loudest = FLOOR_DECADES;
        PowerSpectra.Workspace workspace = this.spectra.workspace();
        double[][] energies = new double[BLOCK][bands()];
        for (int frame = 0; frame < sounding; frame += BLOCK) {
            int count = Math.min(BLOCK, sounding - frame);
            loudest = Math.max(loudest, block(padded, frame, count, mel, frames, workspace, energies));
        }
        for (int band = 0; band < bands(); band++) {
            Arrays.fill(mel, band * frames + sounding, (band + 1) * frames, FLOOR_DECADES);
        }
        float lowest = loudest - RANGE_DECADES;
        for (int i = 0; i < mel.length; i++) {
            mel[i] = (Math.max(mel[i], lowest) + 4) / 4;
        }
        return mel;
    }

    /** The sound with half a window before and after it, mirrored about its ends. */
    private static float[] pad(float[] samples, int offset, int sound, int frames) {
        int half = WINDOW / 2;
        int total = frames * HOP;
        float[] padded = new float[total + 2 * half];
        System.arraycopy(samples, offset, padded, half, sound);
        for (int i = 1; i <= half; i++) {
            padded[half - i] = padded[half + i];
            padded[half + total - 1 + i] = padded[half + total - 1 - i];
        }
        return padded;
    }

    /** Transforms some frames and returns the largest value, in decades. */
    private float block(float[] padded, int first, int count, float[] mel, int frames, PowerSpectra.Workspace workspace,
            double[][] energies) {
        int bands = bands();
        for (int i = 0; i < count; i += 2) {
            int start = (first + i) * HOP;
            this.spectra.compute(padded, start, (i + 1 < count) ? start + HOP : PowerSpectra.NONE, workspace);
            this.filters.apply(workspace.first(), energies[i]);
            this.filters.apply(workspace.second(), energies[i + 1]);
        }
        double most = FLOOR;
        for (int band = 0; band < bands; band++) {
            int row = band * frames + first;
            for (int i = 0; i < count; i++) {
                double energy = Math.max(FLOOR, energies[i][band]);
                most = Math.max(most, energy);
                mel[row + i] = (float) Math.log10(energy);
            }
        }
        return (float) Math.log10(most);
    }

}
