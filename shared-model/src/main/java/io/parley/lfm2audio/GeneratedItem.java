package io.parley.lfm2audio;

import io.parley.compile.lfm2audio.Lfm2AudioConfig;

/**
 * One step of generation: what the model answered at one position.
 */
public sealed interface GeneratedItem {

    /**
     * A token of text, control tokens included.
     *
     * @param id of the vocabulary
     * @param logProbability natural logarithm of its probability, before any temperature
     */
    record TextToken(int id, double logProbability) implements GeneratedItem {
    }

    /**
     * 80 ms of sound.
     *
     * @param codes one for each codebook; all 2048 for the frame that ends the audio and
     * has no sound. Not to be changed
     */
    record AudioFrame(int[] codes) implements GeneratedItem {

        /** Whether this is the frame that ends the audio. */
        public boolean endOfAudio() {
            return this.codes[0] == Lfm2AudioConfig.END_OF_AUDIO;
        }

    }

}
