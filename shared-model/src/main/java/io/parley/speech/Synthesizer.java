package io.parley.speech;

import java.util.List;

import io.parley.concurrent.Cancellation;

/**
 * Turns text into speech with one model. Thread-safe.
 */
public interface Synthesizer {

    /** The voices that there are, the default first. */
    List<Voice> voices();

    /** Samples a second of all sound it makes, in Hz. */
    int sampleRate();

    /**
     * Speaks a text of any length.
     * @param text what is to be said
     * @param options how
     * @param sink takes the sound as it comes, mono
     * @param cancellation stops the work within one step of its generation loop
     * @return how it went
     * @throws SpeechException if the model cannot do what is asked or cannot be had now
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    Synthesis synthesize(String text, SynthesisOptions options, PcmSink sink, Cancellation cancellation);

    /**
     * Says whether the model can ever do what is asked, whatever the text. Loads nothing.
     * @param options how it is to be spoken
     * @throws SpeechException.Unsupported if it never can
     */
    default void check(SynthesisOptions options) {
    }

    /**
     * Has everything there that a first call would otherwise wait for. Does nothing if it
     * is.
     * @param cancellation ends the wait
     * @throws SpeechException if the model cannot be had now
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    default void prepare(Cancellation cancellation) {
    }

}
