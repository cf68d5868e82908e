package io.parley.compile.whisper;

import io.parley.compile.graph.Matrix;
import io.parley.compile.graph.Norm;

/**
 * Whisper's weights by their part in the model, whatever a container calls them. Matrices
 * are views; vectors are read on each call.
 */
interface WhisperWeights {

    WhisperDimensions dimensions();

    /** One of the two convolutions: 1 (stride 1) or 2 (stride 2). */
    ConvolutionWeights convolution(int number);

    /** [audio context, width]. */
    Matrix audioPositions();

    AttentionWeights encoderAttention(int layer);

    FeedForwardWeights encoderFeedForward(int layer);

    Norm encoderNorm();

    /** [vocabulary, width]. */
    Matrix tokenEmbedding();

    /** [text context, width]. */
    Matrix textPositions();

    AttentionWeights decoderSelfAttention(int layer);

    AttentionWeights decoderCrossAttention(int layer);

    FeedForwardWeights decoderFeedForward(int layer);

    Norm decoderNorm();

    /** The output projection, [vocabulary, width]; the token embedding itself if tied. */
    Matrix head();

}
