package io.parley.speech;

import io.parley.audio.Pcm;

/**
 * A transcript of sound that is still being spoken. Words that have been final stay; only
 * the last ones are revised. Not thread-safe: one caller feeds it. Results come on a
 * thread of its own.
 */
public interface LiveTranscription extends AutoCloseable {

    /**
     * Takes more sound; returns at once.
     * @param sound mono at 16,000 Hz
     * @throws SpeechException.Overloaded if the model falls behind further than a bound
     */
    void append(Pcm sound);

    /**
     * Ends the sound and waits for the rest of its words.
     * @return the whole transcript
     */
    Transcription finish();

    /** Gives up what is under way. Does nothing after {@link #finish()}. */
    @Override
    void close();

    /** Takes what is known so far. */
    @FunctionalInterface
    interface Listener {

        /**
         * Called whenever something has changed.
         * @param text the transcript up to now
         */
        void heard(Hypothesis text);

    }

    /**
     * What is known of the words up to now.
     *
     * @param finalText never changes again but by more words at its end
     * @param tentativeText may still be revised
     */
    record Hypothesis(String finalText, String tentativeText) {
    }

}
