package io.parley.compile.whisper;

import io.parley.compile.graph.Norm;
import io.parley.compile.graph.Projection;

/**
 * One attention block.
 *
 * @param norm applied before the block
 * @param query from the normalised stream
 * @param key from the normalised stream, or the encoder's output in cross-attention
 * @param value as the key
 * @param output back to the stream
 */
record AttentionWeights(Norm norm, Projection query, Projection key, Projection value, Projection output) {
}
