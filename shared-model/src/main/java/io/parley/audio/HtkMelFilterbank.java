package io.parley.audio;

/**
 * Triangular filters, equally spaced on the mel scale of HTK (S. Young et al., "The HTK
 * Book", section 5.4: 1127 ln(1 + f / 700)), their sides straight on that scale, not in
 * Hz, and their peaks 1 whatever their width. Thread-safe.
 */
final class HtkMelFilterbank {

    private static final double FACTOR = 1127;

    private static final double BREAK_HZ = 700;

    /** First bin of each band's weights. */
    private final int[] starts;

    /** Weights that are not zero, band by band. */
    private final double[][] weights;

    /**
     * Makes filters.
     * @param bands how many
     * @param lowestHz where the first begins
     * @param highestHz where the last ends, at most half the sample rate
     * @param sampleRate in Hz
     * @param fftSize length of the transform whose spectrum is filtered
     */
    HtkMelFilterbank(int bands, double lowestHz, double highestHz, int sampleRate, int fftSize) {
        this.starts = new int[bands];
        this.weights = new double[bands][];
        double bottom = toMel(lowestHz);
        double step = (toMel(highestHz) - bottom) / (bands + 1);
        double binHz = (double) sampleRate / fftSize;
        for (int band = 0; band < bands; band++) {
            double left = bottom + band * step;
            int start = (int) Math.floor(toHz(left) / binHz) + 1;
            int end = Math.min((int) Math.ceil(toHz(left + 2 * step) / binHz) - 1, fftSize / 2);
            double[] row = new double[Math.max(0, end - start + 1)];
            for (int i = 0; i < row.length; i++) {
                double climbed = (toMel((start + i) * binHz) - left) / step;
                row[i] = Math.max(0, Math.min(climbed, 2 - climbed));
            }
            this.starts[band] = start;
            this.weights[band] = row;
        }
    }

    private static double toMel(double hz) {
        return FACTOR * Math.log1p(hz / BREAK_HZ);
    }

    private static double toHz(double mel) {
        return BREAK_HZ * Math.expm1(mel / FACTOR);
    }

    /**
     * Sums a spectrum by band.
     * @param spectrum of bins 0 to fftSize / 2
     * @param band which
     */
    double apply(double[] spectrum, int band) {
        double[] row = this.weights[band];
        int start = this.starts[band];
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            sum += row[i] * spectrum[start + i];
        }
        return sum;
    }

}
