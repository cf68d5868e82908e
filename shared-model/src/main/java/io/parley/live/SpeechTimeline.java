package io.parley.live;

import java.util.BitSet;

/**
 * Where in the sound that is worked on somebody speaks, frame by frame. Not thread-safe.
 */
final class SpeechTimeline {

    private final SpeechJudge judge;

    private final int frame;

    /** By frame since {@link #first}. */
    private BitSet speech = new BitSet();

    private long first;

    /** The next frame to be judged. */
    private long next;

    SpeechTimeline(SpeechJudge judge) {
        this.judge = judge;
        this.frame = judge.frameSamples();
    }

    /** Judges what is new in the sound, as far as it fills frames. */
    void hear(Tail tail) {
        // a tail begins where its predecessor was cut, which is no bound of a frame
        while ((this.next + 1) * this.frame <= tail.end()) {
            int offset = Math.toIntExact(this.next * this.frame - tail.start());
            this.speech.set(Math.toIntExact(this.next - this.first), this.judge.isSpeech(tail.samples(), offset));
            this.next++;
        }
    }

    /** Whether anybody speaks from a place on. */
    boolean speaksSince(long place) {
        return lastSpeech() > place;
    }

    /** Where the last speech heard so far ends; 0 if there was none. */
    long lastSpeech() {
        int last = this.speech.length();
        return (last == 0) ? 0 : (this.first + last) * this.frame;
    }

    /** Forgets what is before a place. */
    void dropBefore(long place) {
        int count = Math.toIntExact(Math.clamp(place / this.frame - this.first, 0, this.next - this.first));
        this.speech = this.speech.get(count, Math.max(count, this.speech.length()));
        this.first += count;
    }

}
