package io.parley.speech.windows;

import java.util.Arrays;

import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;
import io.parley.speech.VoiceActivityOptions;
import io.parley.speech.VoiceActivityStream;

/**
 * The part of a sound that is still of interest: samples, and of every frame how likely
 * it is speech. All counts are frames from the part's beginning.
 */
final class HeardFrames {

    /** Frames that are read and heard at a time, about a second. */
    static final int BLOCK = 32;

    private static final float MORE_LIKELY_THAN_NOT = 0.5f;

    private final PcmSource source;

    private final VoiceActivityStream activity;

    private final int frame;

    private final float[] samples;

    private final float[] probabilities;

    private final boolean[] speech;

    private final VoiceActivityOptions options;

    private final LevelGain gain = new LevelGain();

    private final float[] amplified;

    private final float[] block = new float[BLOCK];

    /** Whether the last frame heard is speech. */
    private boolean speaking;

    /** The part's first sample, counted from the beginning of the sound. */
    private long start;

    /** Samples in the part. */
    private int filled;

    private boolean ended;

    /**
     * Nothing yet.
     * @param options what counts as speech
     * @param most frames that a part may have before more is read
     */
    HeardFrames(PcmSource source, VoiceActivityStream activity, VoiceActivityOptions options, int most) {
        this.source = source;
        this.activity = activity;
        this.options = options;
        this.frame = activity.frameSamples();
        this.samples = new float[(most + BLOCK) * this.frame];
        this.probabilities = new float[most + BLOCK];
        this.speech = new boolean[most + BLOCK];
        this.amplified = new float[BLOCK * this.frame];
    }

    /** Frames of the part; the last one may go beyond the end of the sound. */
    int count() {
        return (this.filled + this.frame - 1) / this.frame;
    }

    /** Whether there is nothing more to read. */
    boolean isEnded() {
        return this.ended;
    }

    /** Where the part ends, counted in samples from the beginning of the sound. */
    long end() {
        return this.start + this.filled;
    }

    /** Reads and hears on, about a second or to the end. */
    void more(Cancellation cancellation) {
        int first = count();
        int limit = (first + BLOCK) * this.frame;
        while (!this.ended && this.filled < limit) {
            cancellation.check();
            int read = this.source.read(this.samples, this.filled, limit - this.filled);
            if (read < 0) {
                this.ended = true;
                Arrays.fill(this.samples, this.filled, limit, 0);
            }
            else {
                this.filled += read;
            }
        }
        int frames = count() - first;
        if (frames > 0) {
            this.gain.amplify(this.samples, first * this.frame, frames, this.frame, this.amplified);
            this.activity.next(this.amplified, 0, frames, this.block, cancellation);
            for (int i = 0; i < frames; i++) {
                add(first + i, this.block[i]);
            }
        }
    }

    private void add(int index, float probability) {
        this.speaking = probability >= (this.speaking ? this.options.endThreshold() : this.options.threshold());
        this.speech[index] = this.speaking;
        this.probabilities[index] = probability;
    }

    /** Whether somebody speaks in a frame. */
    boolean isSpeech(int index) {
        return this.speech[index];
    }

    /** How much energy a frame has. */
    double energy(int index) {
        return LevelGain.energy(this.samples, index * this.frame, this.frame);
    }

    /** Forgets the first frames. */
    void drop(int frames) {
        int dropped = Math.min(this.filled, frames * this.frame);
        int left = count() - frames;
        System.arraycopy(this.samples, dropped, this.samples, 0, this.filled - dropped);
        System.arraycopy(this.probabilities, frames, this.probabilities, 0, left);
        System.arraycopy(this.speech, frames, this.speech, 0, left);
        this.filled -= dropped;
        this.start += dropped;
    }

    /** The first frames as a window. */
    SpeechWindow window(int frames) {
        return new SpeechWindow(Arrays.copyOf(this.samples, Math.min(this.filled, frames * this.frame)), this.start,
                speechProbability(frames), speechSamples(frames));
    }

    private int speechSamples(int frames) {
        int count = 0;
        for (int i = 0; i < frames; i++) {
            if (this.probabilities[i] >= MORE_LIKELY_THAN_NOT) {
                count++;
            }
        }
        return count * this.frame;
    }

    /** What three of the first frames reach, which are a tenth of a second. */
    private float speechProbability(int frames) {
        float first = 0;
        float second = 0;
        float third = 0;
        for (int i = 0; i < frames; i++) {
            float probability = this.probabilities[i];
            third = Math.max(third, Math.min(second, probability));
            second = Math.max(second, Math.min(first, probability));
            first = Math.max(first, probability);
        }
        return third;
    }

}
