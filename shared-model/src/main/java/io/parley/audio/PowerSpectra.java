package io.parley.audio;

import java.util.Arrays;

/**
 * Power spectra of windowed frames, two by one complex transform: the first frame is its
 * real part, the second its imaginary part, and the symmetry of real sound's spectra
 * tells them apart. Thread-safe; a workspace is not.
 */
final class PowerSpectra {

    /** In place of the start of a second frame: there is none. */
    static final int NONE = -1;

    private final double[] window;

    private final int size;

    private final ComplexFft fft;

    /**
     * Spectra of one window.
     * @param window one factor a sample
     * @param size length of the transform, at least the window's; the power does not
     * depend on where in it the frame lies
     */
    PowerSpectra(double[] window, int size) {
        this.window = window;
        this.size = size;
        this.fft = new ComplexFft(size);
    }

    Workspace workspace() {
        return new Workspace(new double[2 * this.size], new double[2 * this.size], new double[this.size / 2 + 1],
                new double[this.size / 2 + 1]);
    }

    /**
     * Transforms two frames.
     * @param samples the sound
     * @param first where the first frame begins
     * @param second where the second frame begins, or {@link #NONE}
     * @param workspace receives the spectra
     */
    void compute(float[] samples, int first, int second, Workspace workspace) {
        double[] z = workspace.data;
        for (int i = 0; i < this.window.length; i++) {
            z[2 * i] = samples[first + i] * this.window[i];
            z[2 * i + 1] = (second != NONE) ? samples[second + i] * this.window[i] : 0;
        }
        Arrays.fill(z, 2 * this.window.length, z.length, 0);
        this.fft.transform(z, workspace.work);
        for (int k = 0; k < workspace.first.length; k++) {
            int mirror = (k == 0) ? 0 : 2 * (this.size - k);
            double sumRe = z[2 * k] + z[mirror];
            double sumIm = z[2 * k + 1] + z[mirror + 1];
            double differenceRe = z[2 * k] - z[mirror];
            double differenceIm = z[2 * k + 1] - z[mirror + 1];
            workspace.first[k] = 0.25 * (sumRe * sumRe + differenceIm * differenceIm);
            workspace.second[k] = 0.25 * (sumIm * sumIm + differenceRe * differenceRe);
        }
    }

    /**
     * What one computation writes on.
     *
     * @param data the transform, real and imaginary parts in turn
     * @param work of the same length
     * @param first the first frame's power in bins 0 to size / 2
     * @param second the second frame's
     */
    record Workspace(double[] data, double[] work, double[] first, double[] second) {
    }

}
