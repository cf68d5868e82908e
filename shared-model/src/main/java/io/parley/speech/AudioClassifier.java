package io.parley.speech;

import java.util.List;

import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;

/**
 * Says which of a caller's labels fits a sound best. Thread-safe.
 */
public interface AudioClassifier {

    /**
     * Scores labels.
     * @param audio mono sound at 16,000 Hz; read to its end, not closed
     * @param labels what the sound may be, at least one, none of them blank or twice
     * @param cancellation stops the work within one step
     * @return a score for each label, in the labels' order
     * @throws SpeechException if the model cannot do what is asked or cannot be had now
     * @throws io.parley.audio.AudioException if the sound is too short or too long
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    List<LabelScore> classify(PcmSource audio, List<String> labels, Cancellation cancellation);

}
