package io.parley.audio;

/**
 * Triangular filters, equally spaced on Slaney's mel scale and each of area one over its
 * band, as in M. Slaney, "Auditory Toolbox", Interval Research technical report 1998-010:
 * linear below 1 kHz (200/3 Hz a mel), logarithmic above (27 mels for a factor of 6.4).
 * Thread-safe.
 */
final class MelFilterbank {

    private static final double LINEAR_HZ = 200.0 / 3;

    private static final double BREAK_HZ = 1000;

    private static final double BREAK_MEL = BREAK_HZ / LINEAR_HZ;

    private static final double LOG_STEP = Math.log(6.4) / 27;

    /** First bin of each band's weights. */
    private final int[] starts;

    /** Weights that are not zero, band by band. */
    private final float[][] weights;

    /**
     * Filters from 0 Hz to half the sample rate.
     * @param bands how many
     * @param sampleRate in Hz
     * @param fftSize length of the transform whose power spectrum is filtered
     */
    MelFilterbank(int bands, int sampleRate, int fftSize) {
        this.starts = new int[bands];
        this.weights = new float[bands][];
        double top = toMel(sampleRate / 2.0);
        double binHz = (double) sampleRate / fftSize;
        for (int band = 0; band < bands; band++) {
            double left = toHz(top * band / (bands + 1));
            double peak = toHz(top * (band + 1) / (bands + 1));
            double right = toHz(top * (band + 2) / (bands + 1));
            int start = (int) Math.floor(left / binHz) + 1;
            int end = Math.min((int) Math.ceil(right / binHz) - 1, fftSize / 2);
            float[] row = new float[Math.max(0, end - start + 1)];
            for (int i = 0; i < row.length; i++) {
                double hz = (start + i) * binHz;
                double height = Math.min((hz - left) / (peak - left), (right - hz) / (right - peak));
                row[i] = (float) (height * 2 / (right - left));
            }
            this.starts[band] = start;
            this.weights[band] = row;
        }
    }

    private static double toMel(double hz) {
        return (hz < BREAK_HZ) ? hz / LINEAR_HZ : BREAK_MEL + Math.log(hz / BREAK_HZ) / LOG_STEP;
    }

    private static double toHz(double mel) {
        return (mel < BREAK_MEL) ? mel * LINEAR_HZ : BREAK_HZ * Math.exp((mel - BREAK_MEL) * LOG_STEP);
    }

    int bands() {
        return this.starts.length;
    }

    /**
     * Sums a power spectrum by band.
     * @param power of bins 0 to fftSize / 2
     * @param mel receives one value a band
     */
    void apply(double[] power, double[] mel) {
        for (int band = 0; band < mel.length; band++) {
            float[] row = this.weights[band];
            int start = this.starts[band];
            double sum = 0;
            for (int i = 0; i < row.length; i++) {
                sum += row[i] * power[start + i];
            }
            mel[band] = sum;
        }
    }

}
