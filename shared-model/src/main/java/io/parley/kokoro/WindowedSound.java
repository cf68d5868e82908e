package io.parley.kokoro;

import org.jspecify.annotations.Nullable;

/**
 * Joins the sound of windows: each is spoken with some frames around it, and crosses over
 * into the next. For one piece of text.
 */
final class WindowedSound {

    /** Frames that are spoken on either side of a window: 100 ms. */
    static final int AROUND = 4;

    /** 10 ms. */
    private static final int CROSSING = KokoroModel.SAMPLE_RATE / 100;

    /** What would have followed; null before the first window. */
    private float @Nullable [] next;

    /**
     * Takes the next window.
     * @param sound of the window and of what is around it
     * @param before samples before it
     * @param behind samples behind it
     * @return the window's own samples
     */
    float[] add(float[] sound, int before, int behind) {
        float[] own = new float[sound.length - before - behind];
        System.arraycopy(sound, before, own, 0, own.length);
        if (this.next != null) {
            int crossing = Math.min(this.next.length, own.length);
            for (int i = 0; i < crossing; i++) {
                float weight = (i + 0.5f) / crossing;
                own[i] = weight * own[i] + (1 - weight) * this.next[i];
            }
        }
        this.next = new float[Math.min(CROSSING, behind)];
        System.arraycopy(sound, before + own.length, this.next, 0, this.next.length);
        return own;
    }

}
