package io.parley.speech.windows;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;
import io.parley.speech.VoiceActivityStream;

/**
 * The parts of a sound in which somebody speaks, cut at silences. Every frame of speech
 * is in one window, but for speech of which the model is nowhere certain.
 */
final class VoiceActivityWindows implements SpeechWindows {

    private static final int NONE = -1;

    private final HeardFrames heard;

    private final SpeechWindowOptions options;

    private final int sampleRate;

    private final int frame;

    private final int longest;

    private final int longestSilence;

    private final int silence;

    private final int padding;

    /** The frame to look at next. */
    private int next;

    /** The last frame of speech in the window that begins at frame 0; none before. */
    private int lastSpeech = NONE;

    /** From how many frames on a window may end at a silence. */
    private int wanted;

    /**
     * Whether the end of the sound is to be looked for before the first window is cut.
     */
    private boolean lookAhead;

    /** Whether nothing was left out of the sound before frame 0, nor cut off. */
    private boolean atStart = true;

    VoiceActivityWindows(PcmSource source, VoiceActivityStream activity, SpeechWindowOptions options) {
        this.options = options;
        this.sampleRate = source.sampleRate();
        this.frame = activity.frameSamples();
        this.longest = frames(options.longest());
        // a window is there for speech first
        this.longestSilence = Math.clamp(frames(options.longestSilence()), 1, this.longest / 2);
        this.silence = Math.max(1, frames(options.activity().silence()));
        this.padding = Math.min(frames(options.activity().prefixPadding()), this.longest / 4);
        this.wanted = frames(options.first());
        this.lookAhead = options.first().compareTo(options.preferred()) < 0;
        this.heard = new HeardFrames(source, activity, options.activity(), this.longest);
    }

    private int frames(Duration duration) {
        return Math.toIntExact(Math.multiplyExact(duration.toMillis(), this.sampleRate) / 1000 / this.frame);
    }

    @Override
    public @Nullable SpeechWindow next(Cancellation cancellation) {
        if (this.lookAhead) {
            lookAhead(cancellation);
        }
        while (true) {
            SpeechWindow window = scan();
            if (window != null) {
                return window;
            }
            if (this.heard.isEnded()) {
                return null;
            }
            this.heard.more(cancellation);
        }
    }

    /**
     * A sound that is no longer than a window has nothing to come early before: it is cut
     * as if there were no hurry.
     */
    private void lookAhead(Cancellation cancellation) {
        this.lookAhead = false;
        while (!this.heard.isEnded() && this.heard.count() <= this.longest) {
            this.heard.more(cancellation);
        }
        if (this.heard.isEnded() && this.heard.count() <= this.longest) {
            this.wanted = frames(this.options.preferred());
        }
    }

    /** Looks at what was heard; null if more must be heard, or there is no more. */
    private @Nullable SpeechWindow scan() {
        while (this.next < this.heard.count()) {
            boolean speech = this.heard.isSpeech(this.next);
            if (speech && this.lastSpeech == NONE && !(this.atStart && this.next < this.longestSilence)) {
                forget(this.next - this.padding);
            }
            this.lastSpeech = speech ? this.next : this.lastSpeech;
            this.next++;
            SpeechWindow window = (this.lastSpeech != NONE) ? take(end()) : null;
            if (window != null) {
                return window;
            }
        }
        if (this.lastSpeech == NONE) {
            forget(this.next - (this.atStart ? this.longestSilence : this.padding));
            return null;
        }
        // a silence at either end that is not long stays: models hear words best in place
        return this.heard.isEnded() ? take(this.next) : null;
    }

    /** How many frames the window has, or none if it is not over yet. */
    private int end() {
        int speech = this.lastSpeech + 1;
        int silent = this.next - speech;
        if (silent >= this.longestSilence) {
            return Math.min(this.next, speech + this.padding);
        }
        if (silent >= this.silence && speech >= this.wanted) {
            // the other half goes before what is said next
            return speech + Math.min(this.padding, (silent + 1) / 2);
        }
        return (this.next >= this.longest) ? WindowEnd.of(this.heard, this.longest, this.padding) : NONE;
    }

    /** Cuts a window off; null if nobody is certain to speak in it. */
    private @Nullable SpeechWindow take(int frames) {
        if (frames == NONE) {
            return null;
        }
        SpeechWindow window = this.heard.window(frames);
        this.heard.drop(frames);
        this.next = 0;
        this.lastSpeech = NONE;
        this.atStart = false;
        if (window.speechProbability() < this.options.certainty()) {
            return null;
        }
        this.wanted = frames(this.options.preferred());
        return window;
    }

    private void forget(int frames) {
        if (frames > 0) {
            this.heard.drop(frames);
            this.next -= frames;
            this.atStart = false;
        }
    }

    @Override
    public long total() {
        return this.heard.end();
    }

}
