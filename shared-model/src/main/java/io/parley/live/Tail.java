package io.parley.live;

import java.util.Arrays;

/**
 * The end of the sound, as it was at some moment.
 *
 * @param start where it begins, in samples from the beginning of the sound
 * @param samples at 16,000 Hz
 * @param last whether no more sound will come
 */
record Tail(long start, float[] samples, boolean last) {

    /** Where it ends, in samples from the beginning of the sound. */
    long end() {
        return this.start + this.samples.length;
    }

    /** Its beginning only, which more sound follows. */
    Tail first(int length) {
        return new Tail(this.start, Arrays.copyOf(this.samples, length), false);
    }

}
