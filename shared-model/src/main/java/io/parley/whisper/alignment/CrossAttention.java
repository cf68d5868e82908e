package io.parley.whisper.alignment;

import io.parley.pool.Tensor;

/**
 * What the encoder left of the window that was heard last. Belongs to whoever decodes; it
 * is only read here.
 */
@FunctionalInterface
public interface CrossAttention {

    /**
     * Keys or values of the decoder's attention to the sound.
     * @param name of an output of the encoder
     */
    Tensor cross(String name);

}
