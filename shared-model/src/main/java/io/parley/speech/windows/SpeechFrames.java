package io.parley.speech.windows;

import java.util.Arrays;

/**
 * Which frames of a window are more likely speech than not.
 */
public final class SpeechFrames {

    private final boolean[] speech;

    private final int frame;

    private final boolean judged;

    /**
     * Frames that somebody has judged.
     * @param speech of each frame; not copied, so not to be changed after
     * @param frame samples of a frame
     */
    SpeechFrames(boolean[] speech, int frame) {
        this(speech, frame, true);
    }

    private SpeechFrames(boolean[] speech, int frame, boolean judged) {
        this.speech = speech;
        this.frame = frame;
        this.judged = judged;
    }

    /**
     * Frames that nobody has judged: all may be speech.
     * @param samples of the window
     */
    public static SpeechFrames unjudged(int samples) {
        return new SpeechFrames(new boolean[] { true }, samples, false);
    }

    /** Those between two samples, to the frame. */
    SpeechFrames part(int from, int to) {
        return !this.judged ? unjudged(to - from) : new SpeechFrames(Arrays.copyOfRange(this.speech, from / this.frame,
                Math.min(this.speech.length, Math.ceilDiv(to, this.frame))), this.frame);
    }

    /** Whether somebody has judged which frames are speech. */
    public boolean isJudged() {
        return this.judged;
    }

    /** How much speech there is, in samples. */
    public int samples() {
        return samplesFrom(0);
    }

    /**
     * How much speech there is from a place on, in samples.
     * @param sample counted from the window's beginning
     */
    public int samplesFrom(int sample) {
        int count = 0;
        for (int i = sample / this.frame; i < this.speech.length; i++) {
            if (this.speech[i]) {
                count += (i + 1) * this.frame - Math.max(sample, i * this.frame);
            }
        }
        return count;
    }

}
