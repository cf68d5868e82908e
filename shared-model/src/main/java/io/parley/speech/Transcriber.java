package io.parley.speech;

import io.parley.audio.PcmSource;
import io.parley.concurrent.Cancellation;

/**
 * Turns speech into text with one model. Thread-safe.
 */
public interface Transcriber {

    /**
     * Transcribes sound of any length, at memory that does not grow with it.
     * @param audio mono sound at 16,000 Hz; read to its end, not closed
     * @param options what the caller asks for
     * @param sink takes the text as it is decided
     * @param cancellation stops the work within one step of its generation loop
     * @return the words and what is known about them
     * @throws SpeechException if the model cannot do what is asked or cannot be had now
     * @throws io.parley.audio.AudioException if the sound cannot be read
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    Transcription transcribe(PcmSource audio, TranscriptionOptions options, TranscriptSink sink,
            Cancellation cancellation);

    /**
     * Transcribes sound of any length, for who waits for the whole text.
     * @see #transcribe(PcmSource, TranscriptionOptions, TranscriptSink, Cancellation)
     */
    default Transcription transcribe(PcmSource audio, TranscriptionOptions options, Cancellation cancellation) {
        return transcribe(audio, options, TranscriptSink.none(), cancellation);
    }

    /**
     * Says whether the model can ever do what is asked, before any sound is decoded.
     * Loads the model where nothing else knows.
     * @param options what the caller asks for
     * @param cancellation ends the wait
     * @throws SpeechException.Unsupported if it never can
     * @throws SpeechException if the model cannot be had now
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    default void check(TranscriptionOptions options, Cancellation cancellation) {
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
