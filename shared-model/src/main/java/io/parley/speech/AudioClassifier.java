package io.parley.speech;

import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;

/**
 * Says what a sound is: which of its own labels, or of a caller's, fit it. Thread-safe.
 */
public interface AudioClassifier {

    /**
     * The labels that it gives, in the order of their indexes, or that callers bring
     * their own. May load the model to find out.
     * @param cancellation ends the wait for the model
     * @throws SpeechException if the model cannot be had now
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    LabelSet labels(Cancellation cancellation);

    /**
     * Finds out whether it can do what is asked, before there is any sound. Cheap: loads
     * nothing.
     * @throws SpeechException.Unsupported naming the field that it cannot meet
     */
    void check(ClassificationOptions options);

    /**
     * Scores labels for a sound of any length, at memory that does not grow with it.
     * Models that hear a sound as a whole say how long it may be.
     * @param audio mono sound at 16,000 Hz; read to its end, not closed
     * @param options what is asked
     * @param sink takes the segments in order, each as soon as it is known, if segments
     * are asked for
     * @param cancellation stops the work within one step
     * @return the scores of the whole
     * @throws SpeechException if the model cannot do what is asked or cannot be had now
     * @throws io.parley.audio.AudioException if the sound is too short or too long
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    Classification classify(PcmSource audio, ClassificationOptions options, ClassifiedSegmentSink sink,
            Cancellation cancellation);

    /**
     * Has the model there that a first call would otherwise wait for.
     * @param cancellation ends the wait
     * @throws SpeechException if it cannot be had now
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    default void prepare(Cancellation cancellation) {
        labels(cancellation);
    }

}
