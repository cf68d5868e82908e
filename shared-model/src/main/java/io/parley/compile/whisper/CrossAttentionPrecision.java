package io.parley.compile.whisper;

import java.util.List;

import io.parley.compile.graph.GraphBuilder;

/**
 * How the decoder's attention to the sound is computed, and in which numbers what it
 * looks at is kept from the encoder on. Each step reads all of it: of 30 s and Whisper
 * base 37 MB in float32, a third to a half of all that a step reads.
 */
sealed interface CrossAttentionPrecision permits Float32CrossAttention, Int8CrossAttention {

    /** What there is of a layer's keys. */
    List<CrossTensor> keys(int layer, WhisperDimensions dimensions);

    /** What there is of a layer's values. */
    List<CrossTensor> values(int layer, WhisperDimensions dimensions);

    /**
     * Adds the tensors of a layer's keys to the encoder.
     * @param keys float32 [batch, positions, width]
     */
    void keepKeys(GraphBuilder graph, int layer, WhisperDimensions dimensions, String keys);

    /**
     * Adds the tensors of a layer's values to the encoder.
     * @param values float32 [batch, positions, width]
     */
    void keepValues(GraphBuilder graph, int layer, WhisperDimensions dimensions, String values);

    /**
     * Attention over all positions, whose tensors are inputs of the graph.
     * @param query float32 [batch, n, width]
     * @return the mixed values, of the same shape
     */
    String attend(GraphBuilder graph, int layer, WhisperDimensions dimensions, String query);

    /**
     * The attention itself, of some heads and over the first positions.
     * @param query float32 [batch, n, width]
     * @param heads indices, int64
     * @param frames how many positions, int64 [1]
     * @return float32 [batch, heads, n, frames]; each row sums to 1
     */
    String show(GraphBuilder graph, int layer, WhisperDimensions dimensions, String query, String heads, String frames);

}
