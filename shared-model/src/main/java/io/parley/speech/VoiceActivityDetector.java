package io.parley.speech;

import java.util.function.Consumer;

import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;

/**
 * Tells where in a sound somebody speaks. Thread-safe.
 */
public interface VoiceActivityDetector {

    /** The id of its model. */
    String model();

    /**
     * Finds speech in sound of any length, at memory that does not grow with it.
     * @param audio mono sound at 16,000 Hz; read to its end, not closed
     * @param options what counts as speech
     * @param sink takes the spans in order, each as soon as it is over; they do not
     * overlap
     * @param cancellation stops the work within one frame
     * @throws SpeechException if the model cannot be had now
     * @throws io.parley.audio.AudioException if the sound cannot be read
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    void detect(PcmSource audio, VoiceActivityOptions options, Consumer<SpeechSpan> sink, Cancellation cancellation);

    /**
     * Starts to listen to sound as it comes.
     * @param cancellation ends the wait for the model
     * @throws SpeechException if the model cannot be had now
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    VoiceActivityStream open(Cancellation cancellation);

}
