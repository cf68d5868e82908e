package io.parley.lfm2audio;

import io.parley.audio.InverseStft;
import io.parley.compile.lfm2audio.DetokenizerConfig;

/**
 * Makes sound of the detokenizer's columns, as they come. The last 20 ms need the column
 * after them. Not thread-safe.
 */
final class SpectrumSound {

    private final InverseStft inverse = new InverseStft(DetokenizerConfig.FFT_SIZE, DetokenizerConfig.HOP);

    /**
     * Takes the next columns.
     * @param spectrum [columns, 1282], log-magnitudes and phases
     * @param first the column to begin with
     * @return what is final by now
     */
    float[] append(float[] spectrum, int first) {
        int bins = DetokenizerConfig.COLUMN_VALUES / 2;
        int start = first * DetokenizerConfig.COLUMN_VALUES;
        double[] real = new double[(spectrum.length - start) / 2];
        double[] imaginary = new double[real.length];
        for (int i = 0; i < real.length; i++) {
            int at = start + i / bins * DetokenizerConfig.COLUMN_VALUES + i % bins;
            double magnitude = Math.exp(spectrum[at]);
            double phase = spectrum[at + bins];
            real[i] = magnitude * Math.cos(phase);
            imaginary[i] = magnitude * Math.sin(phase);
        }
        return this.inverse.append(real, imaginary);
    }

    /** Ends the stream and begins another; returns what was held back. */
    float[] flush() {
        return this.inverse.flush();
    }

    /** Drops the stream and begins another. */
    void reset() {
        this.inverse.reset();
    }

}
