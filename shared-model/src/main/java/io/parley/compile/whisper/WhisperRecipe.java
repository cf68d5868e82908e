package io.parley.compile.whisper;

import io.parley.compile.Precision;
import io.parley.compile.graph.BlockInt8Linear;
import io.parley.compile.graph.DynamicInt8Linear;
import io.parley.compile.graph.Float32Linear;
import io.parley.compile.graph.LinearPrecision;
import io.parley.weights.DataType;

/**
 * Which product is computed how.
 *
 * @param encoderInputs query, key, value and the first feed-forward product
 * @param encoderOutputs attention output, second feed-forward product, and the keys and
 * values for the decoder
 * @param decoder all products of the decoder but the last
 * @param head the output projection; float32 shares the table of embeddings if tied
 * @param embedding how token embeddings are kept
 */
record WhisperRecipe(LinearPrecision encoderInputs, LinearPrecision encoderOutputs, LinearPrecision decoder,
        LinearPrecision head, DataType embedding) {

    private static final int BLOCK = 128;

    /**
     * The recipe of a precision. In int8 the encoder quantises inputs with one scale a
     * tensor only where they are normalised; what follows attention and GELU has
     * outliers, and takes one scale a block.
     */
    static WhisperRecipe of(Precision precision) {
        return switch (precision) {
            case FP32 -> {
                LinearPrecision exact = new Float32Linear();
                yield new WhisperRecipe(exact, exact, exact, exact, DataType.FLOAT32);
            }
            case INT8 -> {
                LinearPrecision blocks = new BlockInt8Linear(BLOCK);
                yield new WhisperRecipe(new DynamicInt8Linear(), blocks, blocks, blocks, DataType.FLOAT16);
            }
        };
    }

}
