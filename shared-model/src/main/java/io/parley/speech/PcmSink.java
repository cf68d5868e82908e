package io.parley.speech;

import io.parley.audio.Pcm;

/**
 * Takes sound as it comes. An exception ends the work.
 */
@FunctionalInterface
public interface PcmSink {

    /**
     * Takes more sound, which joins what came before without a seam.
     * @param sound not empty
     */
    void accept(Pcm sound);

}
