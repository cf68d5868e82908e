package io.parley.speech.windows;

import org.jspecify.annotations.Nullable;

import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;
import io.parley.speech.VoiceActivityStream;

/**
 * A sound of any length as windows for transcription, in order and without overlap, read
 * as they are asked for, at memory that does not grow with the sound. Not thread-safe.
 */
public interface SpeechWindows {

    /**
     * The next window, or null at the end.
     * @param cancellation stops the work within a second of sound
     * @throws io.parley.audio.AudioException if the sound cannot be read
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    @Nullable SpeechWindow next(Cancellation cancellation);

    /** How many samples were read so far: after the last window, the sound's length. */
    long total();

    /**
     * Windows of a sound.
     * @param source mono sound at 16,000 Hz; not closed
     * @param activity tells speech from the rest, from the sound's beginning on, and is
     * not closed; null for none: then every sample is in a window
     * @param options where to cut
     */
    static SpeechWindows of(PcmSource source, @Nullable VoiceActivityStream activity, SpeechWindowOptions options) {
        return (activity != null) ? new VoiceActivityWindows(source, activity, options)
                : new ConsecutiveWindows(source, options);
    }

}
