package io.parley.whisper.alignment;

import java.util.List;

import io.parley.pool.Tensor;

/**
 * What the encoder left of the window that was heard last: the keys and values of the
 * decoder's cross-attention, by layer, float32 [1, heads, positions, head width] each.
 * Belongs to whoever decodes; read here only.
 *
 * @param keys one a decoder layer
 * @param values one a decoder layer
 */
public record CrossAttention(List<Tensor> keys, List<Tensor> values) {

    public CrossAttention {
        keys = List.copyOf(keys);
        values = List.copyOf(values);
    }

}
