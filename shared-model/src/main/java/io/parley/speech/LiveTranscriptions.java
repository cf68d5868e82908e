package io.parley.speech;

/**
 * Starts transcripts of sound that is still being spoken. Thread-safe.
 */
public interface LiveTranscriptions {

    /**
     * Starts a transcript. Waits for the model if it has to be loaded to know what it can
     * do.
     * @param model a transcriber's id
     * @param options what the caller asks for; times are had wherever the model knows
     * them
     * @param listener told of all changes, on a thread of the transcript; should return
     * soon
     * @return to be closed
     * @throws SpeechException if there is no such model, if it cannot do what is asked,
     * or cannot be had now
     */
    LiveTranscription open(String model, TranscriptionOptions options, LiveTranscription.Listener listener);

}
