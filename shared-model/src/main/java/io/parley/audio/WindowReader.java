package io.parley.audio;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Cuts sound of any length into consecutive windows that fit a model. Where more follows,
 * the cut falls into the quietest place of the window's last third, so that it seldom
 * splits a word. Nothing is lost and nothing comes twice.
 */
public final class WindowReader {

    private final PcmSource source;

    private final int window;

    /** A window and one sample more, which tells whether more follows. */
    private final float[] buffer;

    private final int frame;

    private int filled;

    private boolean ended;

    private long total;

    /**
     * Starts to read.
     * @param windowSamples longest window, in samples
     */
    public WindowReader(PcmSource source, int windowSamples) {
        this.source = source;
        this.window = windowSamples;
        this.buffer = new float[windowSamples + 1];
        this.frame = source.sampleRate() / 10;
    }

    /** The next window's samples, or null at the end. */
    public float @Nullable [] next() {
        fill();
        if (this.filled == 0) {
            return null;
        }
        int cut = (this.filled <= this.window) ? this.filled : quietestPlace();
        float[] samples = Arrays.copyOf(this.buffer, cut);
        System.arraycopy(this.buffer, cut, this.buffer, 0, this.filled - cut);
        this.filled -= cut;
        return samples;
    }

    private void fill() {
        while (!this.ended && this.filled < this.buffer.length) {
            int count = this.source.read(this.buffer, this.filled, this.buffer.length - this.filled);
            if (count < 0) {
                this.ended = true;
            }
            else {
                this.filled += count;
                this.total += count;
            }
        }
    }

    private int quietestPlace() {
        return QuietestPlace.between(this.buffer, this.window * 2 / 3, this.window, this.frame);
    }

    /** How many samples were read so far. */
    public long total() {
        return this.total;
    }

}
