package io.parley.audio;

/**
 * Hann windows, as float32 values.
 */
final class HannWindow {

    private HannWindow() {
    }

    /** Whose first value would follow its last: for overlapping frames. */
    static double[] periodic(int length) {
        return raisedCosine(length, length);
    }

    /** Whose first and last values are zero. */
    static double[] symmetric(int length) {
        return raisedCosine(length, length - 1);
    }

    private static double[] raisedCosine(int length, int period) {
        double[] window = new double[length];
        for (int i = 0; i < length; i++) {
            window[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * i / period));
        }
        return window;
    }

}
