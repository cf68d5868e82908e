package io.parley.audio;

/**
 * Where a cut through a sound does the least harm.
 */
public final class QuietestPlace {

    private QuietestPlace() {
    }

    /**
     * The middle of the frame with the least energy; the latest of equals.
     * @param samples amplitudes
     * @param from first sample that is looked at
     * @param to after the last
     * @param frame samples of a frame, 100 ms or so
     * @return an index between the two; {@code to} if no frame fits
     */
    public static int between(float[] samples, int from, int to, int frame) {
        double least = Double.POSITIVE_INFINITY;
        int place = to;
        int step = frame / 4;
        for (int start = from; start + frame <= to; start += step) {
            double energy = 0;
            for (int i = start; i < start + frame; i++) {
                energy += samples[i] * samples[i];
            }
            if (energy <= least) {
                least = energy;
                place = start + frame / 2;
            }
        }
        return place;
    }

}
