package io.parley.speech;

import io.parley.audio.Pcm;

/**
 * Takes an answer as it comes, text and sound in the order in which they were made. An
 * exception ends the work.
 */
public interface SpeechSink {

    /**
     * Takes more text; never half a character.
     * @param words not empty
     */
    void text(String words);

    /**
     * Takes more sound, which joins what came before without a seam.
     * @param sound at the rate of all of the answer, not empty
     */
    void sound(Pcm sound);

}
