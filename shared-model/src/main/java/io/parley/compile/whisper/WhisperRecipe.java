package io.parley.compile.whisper;

import java.util.ArrayList;
import java.util.List;

import io.parley.compile.Precision;
import io.parley.compile.graph.BlockInt8Linear;
import io.parley.compile.graph.DynamicInt8Linear;
import io.parley.compile.graph.Float32Linear;
import io.parley.compile.graph.LinearPrecision;
import io.parley.compile.graph.RowInt8Linear;
import io.parley.weights.DataType;

/**
 * Which product is computed how.
 *
 * @param products query, key, value, attention output and first feed-forward product
 * @param encoderFiner the encoder's second feed-forward product, and the keys and values
 * for the decoder
 * @param decoderFiner the decoder's second feed-forward product
 * @param head the output projection; float32 shares the table of embeddings if tied
 * @param embedding how token embeddings are kept
 * @param cross how the decoder attends to the sound
 */
record WhisperRecipe(LinearPrecision products, LinearPrecision encoderFiner, LinearPrecision decoderFiner,
        LinearPrecision head, DataType embedding, CrossAttentionPrecision cross) {

    private static final int BLOCK = 128;

    /**
     * The recipe of a precision. In int8 inputs are quantised with one scale a tensor,
     * the fastest, but where that would cost most: what follows GELU has outliers, and
     * takes one scale a position, or in the decoder, whose positions are few, one a
     * block; so do the keys and values, from which every token is heard.
     */
    static WhisperRecipe of(Precision precision) {
        return switch (precision) {
            case FP32 -> {
                LinearPrecision exact = new Float32Linear();
                yield new WhisperRecipe(exact, exact, exact, exact, DataType.FLOAT32, new Float32CrossAttention());
            }
            case INT8 -> {
                LinearPrecision perTensor = new DynamicInt8Linear();
                yield new WhisperRecipe(perTensor, new RowInt8Linear(), new BlockInt8Linear(BLOCK), perTensor,
                        DataType.FLOAT16, new Int8CrossAttention());
            }
        };
    }

    /** What the encoder leaves of a sound for all layers of the decoder. */
    List<CrossTensor> crossTensors(WhisperDimensions dimensions) {
        return crossTensorsUpTo(dimensions, dimensions.decoderLayers());
    }

    /**
     * What a decoder needs of it that goes as far as a layer's attention: the keys of
     * that layer, if there is one of that number, and all of those before.
     */
    List<CrossTensor> crossTensorsUpTo(WhisperDimensions dimensions, int last) {
        List<CrossTensor> tensors = new ArrayList<>();
        for (int layer = 0; layer < Math.min(last + 1, dimensions.decoderLayers()); layer++) {
            tensors.addAll(this.cross.keys(layer, dimensions));
            if (layer < last) {
                tensors.addAll(this.cross.values(layer, dimensions));
            }
        }
        return List.copyOf(tensors);
    }

}
