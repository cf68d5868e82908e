package io.parley.whisper.alignment;

import java.util.Arrays;

/**
 * The running median of an odd number of values; both ends are continued by reflection.
 */
final class MedianFilter {

    private final int half;

    private final float[] window;

    MedianFilter(int width) {
        if (width < 1 || width % 2 == 0) {
            throw new IllegalArgumentException("a median filter has an odd width, not " + width);
        }
        this.half = width / 2;
        this.window = new float[width];
    }

    /** Filters a row in place; one too short to be reflected stays as it is. */
    void apply(float[] row) {
        if (row.length <= this.half) {
            return;
        }
        float[] source = row.clone();
        for (int i = 0; i < row.length; i++) {
            row[i] = median(source, i);
        }
    }

    private float median(float[] source, int centre) {
        int last = source.length - 1;
        for (int k = -this.half; k <= this.half; k++) {
            int at = Math.abs(centre + k);
            this.window[k + this.half] = source[(at > last) ? 2 * last - at : at];
        }
        Arrays.sort(this.window);
        return this.window[this.half];
    }

}
