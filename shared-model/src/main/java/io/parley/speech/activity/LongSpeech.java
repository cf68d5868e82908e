package io.parley.speech.activity;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Where to divide speech that has become too long: at its longest silence of about a
 * tenth of a second or more, or else right here.
 */
final class LongSpeech {

    private static final int SAMPLES_PER_MILLI = 16;

    /** 98 ms. */
    private static final long LEAST_SILENCE = 98 * SAMPLES_PER_MILLI;

    private final long most;

    private long silenceStart;

    private long silenceLength;

    private LongSpeech(long most) {
        this.most = most;
    }

    /**
     * A limit.
     * @param longest null for none
     * @param margin what is added to speech later, in samples
     */
    static LongSpeech of(@Nullable Duration longest, long margin) {
        return new LongSpeech((longest != null) ? longest.toMillis() * SAMPLES_PER_MILLI - margin : Long.MAX_VALUE);
    }

    /** Speech is loud again. */
    void resumed(Speech speech, long position) {
        if (speech.silentFrom != Speech.LOUD) {
            long length = position - speech.silentFrom;
            if (length > Math.max(LEAST_SILENCE, this.silenceLength)) {
                this.silenceStart = speech.silentFrom;
                this.silenceLength = length;
            }
            speech.silentFrom = Speech.LOUD;
        }
    }

    boolean isExceeded(Speech speech, long position) {
        return position > speech.start && position - speech.start > this.most;
    }

    /** Where the first part ends. */
    long end(long position) {
        return (this.silenceLength > 0) ? this.silenceStart : position;
    }

    /** Where the rest begins. */
    long restart(long position) {
        return (this.silenceLength > 0) ? this.silenceStart + this.silenceLength : position;
    }

    void forget() {
        this.silenceLength = 0;
    }

}
