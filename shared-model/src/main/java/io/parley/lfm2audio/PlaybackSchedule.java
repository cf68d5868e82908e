package io.parley.lfm2audio;

import java.time.Duration;

/**
 * When generated frames are to be decoded and sent. Several frames in one run of the
 * codec take much less time than one by one, because its weights are read once for all of
 * them, so frames wait for others as long as whoever listens still holds sound for what
 * comes next. The beginning is small, so that the first sound is not late; but where text
 * and audio come in turns, as much sound is sent at once as bridges the text that follows
 * the first turn.
 *
 * @param textTokens of a turn, 0 if text never interrupts the audio
 * @param audioFrames of a turn
 */
record PlaybackSchedule(int textTokens, int audioFrames) {

    /** More frames in a run are hardly faster. */
    static final int LARGEST_CHUNK = 12;

    /** Of 80 ms each: no gap that is avoided is worth a longer silence before it. */
    static final int LARGEST_BEGINNING = 4;

    /** How long a frame is heard, in nanoseconds. */
    static final long FRAME = Duration.ofMillis(80).toNanos();

    /** For what is not measured: the way to the listener, and steps that vary. */
    static final long MARGIN = Duration.ofMillis(20).toNanos();

    /** For audio that no text interrupts. */
    static PlaybackSchedule uninterrupted() {
        return new PlaybackSchedule(0, 1);
    }

    /**
     * How many frames the first sound is to have: the fewest with which the first turn's
     * sound lasts until the second turn's first frame is there, or the most allowed if
     * generation is too slow for that.
     */
    int beginning(GenerationPace pace) {
        long frame = pace.frame() + pace.decoding();
        if (this.textTokens == 0 || frame == 0) {
            return 1;
        }
        long heard = this.audioFrames * FRAME;
        long spare = heard - this.textTokens * pace.text() - frame - MARGIN;
        long generatedMeanwhile = Math.max(0, spare) / frame;
        return (int) Math.clamp(this.audioFrames - generatedMeanwhile, 1, LARGEST_BEGINNING);
    }

    /**
     * Whether frames that wait are to be decoded now, rather than after the next token or
     * frame, with which they might come too late.
     * @param waiting how many frames wait
     * @param held how much sound the listener still has to hear, in nanoseconds; below 0
     * if there is none
     */
    boolean isDue(int waiting, long held, GenerationPace pace) {
        long step = (this.textTokens == 0) ? pace.frame() : Math.max(pace.text(), pace.frame());
        return waiting >= LARGEST_CHUNK || held < step + (waiting + 1) * pace.decoding() + MARGIN;
    }

}
