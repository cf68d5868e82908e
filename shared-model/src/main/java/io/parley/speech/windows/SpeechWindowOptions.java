package io.parley.speech.windows;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.parley.speech.ChunkingOptions;
import io.parley.speech.VoiceActivityOptions;

/**
 * Where to cut a sound into windows. The defaults were measured: docs/voice-activity.md.
 *
 * @param activity from which probabilities on a frame counts as speech, how much sound
 * around speech to keep, and for how long it must be silent before a window may end there
 * @param certainty a window counts only if its speech reaches this probability for a
 * tenth of a second, from 0 to 1
 * @param longest window
 * @param first the first window may end at a silence once it is so long; shorter than the
 * longest where the first words are wanted soon
 * @param preferred the others may end at a silence once they are so long; at most the
 * longest
 * @param longestSilence silence that is not shorter ends a window and is left out
 */
public record SpeechWindowOptions(VoiceActivityOptions activity, double certainty, Duration longest, Duration first,
        Duration preferred, Duration longestSilence) {

    private static final int SAMPLES_PER_MILLI = 16;

    private static final double THRESHOLD = 0.3;

    /** A frame in a pause between words easily comes to 0.2. */
    private static final double END_THRESHOLD = 0.15;

    private static final double CERTAINTY = 0.7;

    private static final Duration PADDING = Duration.ofMillis(400);

    private static final Duration SILENCE = Duration.ofMillis(300);

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(3);

    /** Windows as long as possible: the most context for every word. */
    public static final SpeechWindowOptions DEFAULT = new SpeechWindowOptions(
            new VoiceActivityOptions(THRESHOLD, PADDING, SILENCE, END_THRESHOLD, Duration.ZERO, null), CERTAINTY,
            LONGEST, LONGEST, LONGEST, LONGEST_SILENCE);

    public SpeechWindowOptions {
        if (!(certainty >= 0 && certainty <= 1)) {
            throw new IllegalArgumentException("a probability is from 0 to 1, not " + certainty);
        }
        if (longest.toMillis() < 1000) {
            throw new IllegalArgumentException("a window may last a second at least, not " + longest);
        }
        if (first.isNegative() || first.compareTo(longest) > 0 || preferred.isNegative()
                || preferred.compareTo(longest) > 0) {
            throw new IllegalArgumentException("windows of " + first + " and " + preferred + " up to " + longest);
        }
        if (longestSilence.compareTo(activity.prefixPadding()) < 0) {
            throw new IllegalArgumentException("a silence left out is no shorter than the sound kept around speech");
        }
    }

    /**
     * As a caller asks for it, or the defaults.
     * @param chunking null for the defaults
     */
    public static SpeechWindowOptions of(@Nullable ChunkingOptions chunking) {
        if (chunking == null) {
            return DEFAULT;
        }
        Duration padding = chunking.prefixPadding();
        Duration silence = chunking.silence();
        VoiceActivityOptions activity = new VoiceActivityOptions(chunking.threshold(), padding,
                (silence != null) ? silence : SILENCE);
        Duration wanted = (silence != null) ? Duration.ZERO : LONGEST;
        return new SpeechWindowOptions(activity, chunking.threshold(), LONGEST, wanted, wanted,
                Collections.max(List.of(padding, (silence != null) ? silence : LONGEST_SILENCE)));
    }

    /** The same, with a first window that may end at a silence once it is so long. */
    public SpeechWindowOptions withFirst(Duration other) {
        return new SpeechWindowOptions(this.activity, this.certainty, this.longest, other, this.preferred,
                this.longestSilence);
    }

    /** The same, with windows that may end at a silence once they are so long. */
    public SpeechWindowOptions withPreferred(Duration other) {
        return new SpeechWindowOptions(this.activity, this.certainty, this.longest, this.first, other,
                this.longestSilence);
    }

    static int samples(Duration duration) {
        return Math.toIntExact(Math.multiplyExact(duration.toMillis(), SAMPLES_PER_MILLI));
    }

}
