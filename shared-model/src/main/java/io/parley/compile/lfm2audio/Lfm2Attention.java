package io.parley.compile.lfm2audio;

import java.io.IOException;

/**
 * How attention layers of an LFM2 model see other positions: the rotary embedding, the
 * mask and the caches.
 */
@FunctionalInterface
interface Lfm2Attention {

    /**
     * Adds the attention of one layer.
     * @param layer its index among all layers
     * @param query [1, positions, heads * head width], each head normalised, not rotated
     * @param key [1, positions, key/value heads * head width], the same
     * @param value [1, positions, key/value heads * head width]
     * @return what is seen, [1, positions, heads * head width]
     */
    String apply(int layer, String query, String key, String value) throws IOException;

}
